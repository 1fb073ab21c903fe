-- Reads every text on its own, so that nothing in one (an open fence, a link definition) can reach another.
-- Input: a document whose code blocks are the texts. Output: one Div a text, with positions on every element.
local FORMAT = 'commonmark+sourcepos+fancy_lists+pipe_tables+footnotes+bracketed_spans+strikeout+autolink_bare_uris'

function CodeBlock(block)
  return pandoc.Div(pandoc.read(block.text, FORMAT).blocks)
end
