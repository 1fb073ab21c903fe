# From cases/ to build/: `make` builds every pack, `make test` tests the software, `make help` lists the rest.
#
# No recipe needs a shell: each line runs one program, so that GNU make on Windows can run it as it stands.

PYTHON ?= $(if $(filter Windows_NT,$(OS)),py,python3)
PACK ?=
DISCARD ?=
N ?= 200

BIN := .venv/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
EXE := $(if $(filter Windows_NT,$(OS)),.exe)
PY := $(BIN)/python$(EXE)
REPORTING := $(BIN)/reporting$(EXE)
INSTALL := $(PY) -m pip install --quiet --disable-pip-version-check --no-deps
LOCKED := $(INSTALL) --require-hashes --only-binary :all: --requirement
TOUCH := $(PY) -c "import pathlib, sys; pathlib.Path(sys.argv[1]).touch()"
LOCK := $(PY) -m uv pip compile pyproject.toml --universal --python-version 3.11 --only-binary :all: --generate-hashes \
  --no-config --no-emit-index-url --no-annotate --custom-compile-command "make lock" --quiet --upgrade

# What the last build read and wrote, files and folders, as `reporting/output/make.py` left it. The closing word proves
# that the list is whole; without it nothing is known, and the build looks for itself.
LIST := $(wildcard build/.make)
KNOWN := $(if $(LIST),$(or $(file <$(LIST)),$(shell cat $(LIST))))
ifeq ($(lastword $(KNOWN)),complete)
KNOWN := $(filter-out complete,$(KNOWN))
else
KNOWN := look-again
endif

.PHONY: all help check pack final schema bench test lint clean lock look-again
.DELETE_ON_ERROR:

# With DISCARD=1 the build runs as for a pack: it must look, whatever the stamp says.
all: $(if $(PACK)$(DISCARD),pack,build/.stamp)  ## every pack in Word and PDF, in build/ (one pack: make PACK=top-2023; over edits made by hand: make DISCARD=1)

# The build touches the stamp itself, and only when everything is as it should be.
build/.stamp: $(REPORTING) $(KNOWN)
	$(PY) -m reporting build

pack: $(REPORTING)
	$(PY) -m reporting build $(strip $(PACK) $(if $(DISCARD),--discard))

# A file that was deleted counts as changed.
$(filter-out $(REPORTING),$(KNOWN)): ;

check: $(REPORTING)  ## only look for problems; nothing is written
	$(PY) -m reporting check

final: $(REPORTING)  ## a pack that everybody has signed off, without CONCEPT (make final PACK=top-2023)
	$(PY) -m reporting final $(strip $(PACK) $(if $(DISCARD),--discard))

schema: $(REPORTING)  ## the JSON Schemas with which editors complete and check the case files
	$(PY) -m reporting schema

bench: $(REPORTING)  ## how long each part takes on a made-up casebook (make bench N=1000)
	$(PY) -m tests.bench $(N)

# By file, so that what a file's tests share is built once.
test: .venv/test  ## the tests of the software itself
	$(PY) -m pytest --numprocesses auto --dist loadfile

lint: .venv/test  ## only the style of the code
	$(PY) -m ruff check

clean: $(REPORTING)  ## remove what can be made again; a document that was edited by hand stays
	$(PY) -m reporting clean

lock: $(REPORTING)  ## newer versions of the libraries, pinned with their hashes
	$(INSTALL) uv
	$(LOCK) --group build --output-file requirements.lock
	$(LOCK) --group build --group test --constraint requirements.lock --output-file requirements-test.lock

help:  ## this list
	@$(PYTHON) -c "import re; [print(('make ' + target).replace(' all', '').ljust(14) + words) for target, words in re.findall(r'(?m)^([a-z]+):.*?  ## (.*)', open('Makefile', encoding='utf-8').read())]"

# The environment: made anew when Python or a pinned version changes, so that nothing old stays in it.
$(PY): ;

.venv/locked: $(PY) requirements.lock
	$(PYTHON) -c "import sys; sys.version_info >= (3, 11) or sys.exit('This needs Python 3.11 or newer; name it so: make PYTHON=python3.12')"
	$(PYTHON) -m venv --clear .venv
	$(LOCKED) requirements.lock
	$(TOUCH) $@

$(REPORTING): .venv/locked pyproject.toml
	$(INSTALL) --no-build-isolation --editable .

.venv/test: $(REPORTING) requirements-test.lock
	$(LOCKED) requirements-test.lock
	$(TOUCH) $@
