-- Callouts: Div .callout kind=note [Div .callout-title], blocks
--   -> <aside class="callout callout-note" role="note"><p class="callout-title">Note</p> blocks </aside>
--   in the words of the reader's language (WORDS: English -> that of the page); a folded one -> <details class="callout callout-note">

local names = { note = 'Note', tip = 'Tip', important = 'Important', warning = 'Warning', caution = 'Caution' }

local function escaped(text)
  return (text:gsub('[^%w-]', '-'):lower())
end

local function titled(div, kind)
  local first = div.content[1]
  if first and first.t == 'Div' and first.classes[1] == 'callout-title' then
    div.content:remove(1)
    return pandoc.utils.blocks_to_inlines(first.content)
  end
  return pandoc.Inlines { pandoc.Str(names[kind] and (WORDS[names[kind]] or names[kind]) or (kind:sub(1, 1):upper() .. kind:sub(2))) }
end

local function callout(div)
  if div.attributes.ck ~= 'callout' then return nil end
  local kind = div.attributes.kind or 'note'
  local fold = div.attributes.fold
  local title = titled(div, kind)
  local class = 'class="callout callout-' .. escaped(kind) .. '"'
  local out = pandoc.Blocks {}
  if fold and FORMAT:match('html') then
    out:insert(pandoc.RawBlock('html', '<details ' .. class .. (fold == 'open' and ' open="">' or '>')))
    out:insert(pandoc.Plain(pandoc.Inlines { pandoc.RawInline('html', '<summary class="callout-title">') }
      .. title .. { pandoc.RawInline('html', '</summary>') }))
    out:extend(div.content)
    out:insert(pandoc.RawBlock('html', '</details>'))
    return out
  end
  out:insert(pandoc.RawBlock('html', '<aside ' .. class .. ' role="note">'))
  out:insert(pandoc.Plain(pandoc.Inlines { pandoc.RawInline('html', '<p class="callout-title">') }
    .. title .. { pandoc.RawInline('html', '</p>') }))
  out:extend(div.content)
  out:insert(pandoc.RawBlock('html', '</aside>'))
  return out
end

return { { Div = callout } }
