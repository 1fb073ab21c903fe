-- Reads every text on its own, so that nothing in one (an open fence, a link definition) can reach another.
-- Input: a document whose code blocks are the texts. Output: one Div a text, with positions on every element.
local FORMAT = 'commonmark+sourcepos+fancy_lists+pipe_tables+footnotes+bracketed_spans+strikeout+autolink_bare_uris'

function CodeBlock(block)
  -- A row of a table is one only with the end of its line.
  return pandoc.Div(pandoc.read(block.text .. '\n', FORMAT).blocks)
end
