-- For pages that cannot unfold (EPUB, PDF): Div .details [summary], blocks
--   -> Div .details [Para **summary**], blocks; a folded callout is an open one

local function details(div)
  if div.attributes.ck == 'callout' then
    div.attributes.fold = nil
    return div
  end
  if div.attributes.ck ~= 'details' then return nil end
  local first = div.content[1]
  local summary = pandoc.Inlines { pandoc.Str(WORDS.Details or 'Details') }
  if first and first.t == 'Div' and first.classes[1] == 'details-summary' then
    summary = pandoc.utils.blocks_to_inlines(first.content)
    div.content:remove(1)
  end
  local title = pandoc.Div({ pandoc.Para { pandoc.Strong(summary) } }, pandoc.Attr('', { 'details-summary' }))
  div.content:insert(1, title)
  return pandoc.Div(div.content, pandoc.Attr(div.identifier, div.classes))
end

return { { Div = details } }
