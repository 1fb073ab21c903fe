"""PDFs of ours put one behind the other, tags, notes and bookmarks included: a long series is set in batches.

Typst's need of memory grows with all that one PDF holds, and a thousand letters in one go would take more than a desk
has. The batches are PDF/UA-1 and PDF/A-2a each, made with the same properties; what is joined here is what such a file
says once of itself: the structure tree with its parent tree and IDs (ISO 32000-1, 14.7), and the outline (12.3.3).
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Pdf

from .streams import whole_streams

_COUNT = re.compile(rb"(<xmpTPg:NPages>)\d+(</xmpTPg:NPages>)")


def join_pdfs(batches: Sequence[bytes]) -> bytes:
    """One PDF of the pages of all, in order. Same batches, same bytes. ValueError without any."""
    if not batches:
        raise ValueError("nothing to join")
    if len(batches) == 1:
        return batches[0]
    with Pdf.open(io.BytesIO(batches[0])) as joined:
        root = joined.Root.StructTreeRoot
        parents = dict(_numbers(root.ParentTree))
        names = dict(_ids(root))
        for number, data in enumerate(batches[1:], 2):
            with Pdf.open(io.BytesIO(data)) as source:
                _append(joined, source, f"{number}:".encode(), parents, names)
        root.ParentTree = joined.make_indirect(
            Dictionary(Nums=Array([item for key in sorted(parents) for item in (key, parents[key])]))
        )
        root.ParentTreeNextKey = max(parents, default=-1) + 1
        if names:
            pairs = [item for name in sorted(names) for item in (pikepdf.String(name), names[name])]
            root.IDTree = joined.make_indirect(Dictionary(Names=Array(pairs)))
        _tell_pages(joined)
        out = io.BytesIO()
        joined.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return whole_streams(out.getvalue())


def _append(
    joined: Pdf, source: Pdf, mark: bytes, parents: dict[int, pikepdf.Object], names: dict[bytes, pikepdf.Object]
) -> None:
    """The pages of `source` behind the others. `mark`: begins its IDs, which are unique in their own file only."""
    shift = max(parents, default=-1) + 1
    first = len(joined.pages)
    # Notes and tags refer to pages that have to be there before: they come after all pages.
    notes = [page.obj.get("/Annots") for page in source.pages]
    for page in source.pages:
        if "/Annots" in page.obj:
            del page.obj["/Annots"]
    joined.pages.extend(source.pages)
    for page, links in zip(list(joined.pages)[first:], notes, strict=True):
        if links is not None:
            page.obj.Annots = joined.copy_foreign(source.make_indirect(links))
        for one in (page.obj, *_forms(page.obj)):
            if "/StructParents" in one:
                one.StructParents = int(one.StructParents) + shift
        for annotation in page.obj.get("/Annots", ()):
            if "/StructParent" in annotation:
                annotation.StructParent = int(annotation.StructParent) + shift
    tree = joined.copy_foreign(source.Root.StructTreeRoot)
    for key, value in _numbers(tree.ParentTree):
        parents[key + shift] = value
    for name, element in _ids(tree):
        element.ID = pikepdf.String(mark + name)
        names[mark + name] = element
    _graft(joined.Root.StructTreeRoot, tree, mark)
    _chain(joined, joined.copy_foreign(source.Root.Outlines) if "/Outlines" in source.Root else None)


def _forms(page: pikepdf.Object) -> list[pikepdf.Object]:
    """The drawings of a page, which may have tags of their own."""
    return list(dict(page.get("/Resources", {}).get("/XObject", {})).values())


def _ids(root: pikepdf.Object) -> Iterator[tuple[bytes, pikepdf.Object]]:
    listed = list(root.IDTree.Names) if "/IDTree" in root else []
    for name, element in zip(listed[::2], listed[1::2], strict=True):
        yield bytes(name), element


def _numbers(node: pikepdf.Object) -> Iterator[tuple[int, pikepdf.Object]]:
    """The pairs of a number tree (ISO 32000-1, 7.9.7); pikepdf's own view of one wants it owned by a file."""
    listed = list(node.get("/Nums", ()))
    for key, value in zip(listed[::2], listed[1::2], strict=True):
        yield int(key), value
    for kid in node.get("/Kids", ()):
        yield from _numbers(kid)


def _graft(root: pikepdf.Object, tree: pikepdf.Object, mark: bytes) -> None:
    """What stands in the document of `tree` behind what stands in that of `root`, with the roles that it names."""
    document, other = _kids(root)[0], _kids(tree)[0]
    grown = _kids(other)
    for element in grown:
        element.P = document
        _mark_headers(element, mark)
    document.K = Array([*_kids(document), *grown])
    for role, standard in dict(tree.get("/RoleMap", {})).items():
        if "/RoleMap" not in root:
            root.RoleMap = Dictionary()
        root.RoleMap[role] = standard


def _kids(element: pikepdf.Object) -> list[pikepdf.Object]:
    kids = element.get("/K", Array())
    return list(kids) if isinstance(kids, Array) else [kids]


def _mark_headers(element: pikepdf.Object, mark: bytes) -> None:
    """Cells name their headers by ID."""
    todo = [element]
    while todo:
        element = todo.pop()
        attributes = element.get("/A", Array())
        for attribute in attributes if isinstance(attributes, Array) else (attributes,):
            if isinstance(attribute, Dictionary) and "/Headers" in attribute:
                attribute.Headers = Array([pikepdf.String(mark + bytes(name)) for name in attribute.Headers])
        todo += [kid for kid in _kids(element) if isinstance(kid, Dictionary) and "/S" in kid]


def _chain(joined: Pdf, outline: pikepdf.Object | None) -> None:
    """The bookmarks of an outline behind the others."""
    if outline is None or "/First" not in outline:
        return
    whole = joined.Root.Outlines
    item = outline.First
    item.Prev, whole.Last.Next = whole.Last, item
    while item is not None:
        item.Parent, whole.Last = whole, item
        item = item.get("/Next")
    whole.Count = int(whole.Count) + int(outline.Count)


def _tell_pages(joined: Pdf) -> None:
    metadata = joined.Root.Metadata.read_raw_bytes()
    pages = str(len(joined.pages)).encode()
    joined.Root.Metadata.write(_COUNT.sub(rb"\g<1>" + pages + rb"\g<2>", metadata))
