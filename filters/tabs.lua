-- Tabs: Div .tabs [Div .tab label=A, ...]
--   -> Div .tabs [Div .tab [Div .tab-label A, blocks], ...]: one after the other, each under its label

local function tab(div)
  local label = div.attributes.label or ''
  local title = pandoc.Div({ pandoc.Plain { pandoc.Str(label) } }, pandoc.Attr('', { 'tab-label' }))
  local content = pandoc.Blocks {}
  if label ~= '' then content:insert(title) end
  content:extend(div.content)
  return pandoc.Div(content, pandoc.Attr('', { 'tab' }))
end

local function tabs(div)
  if div.attributes.ck == 'tab' then return tab(div) end
  if div.attributes.ck == 'tabs' then return pandoc.Div(div.content, pandoc.Attr('', { 'tabs' })) end
  return nil
end

return { { Div = tabs } }
