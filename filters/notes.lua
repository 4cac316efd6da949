-- Notes: Span .note label=a [Note], the same label twice -> one note at the end of the document, a reference for each use
--   <sup id="fnref:1"><a href="#fn:1" class="footnote-ref" role="doc-noteref">1</a></sup> ... <section role="doc-endnotes">

local order, by_label, used = {}, {}, {}

local function reference(number)
  used[number] = (used[number] or 0) + 1
  local suffix = used[number] > 1 and tostring(used[number] - 1) or ''
  local id = 'fnref' .. suffix .. ':' .. number
  local html = '<sup id="' .. id .. '"><a href="#fn:' .. number
    .. '" class="footnote-ref" role="doc-noteref">' .. number .. '</a></sup>'
  return pandoc.RawInline('html', html)
end

local function kept(note, label)
  local number = label and by_label[label]
  if number then return reference(number) end
  table.insert(order, note.content)
  number = #order
  if label then by_label[label] = number end
  return reference(number)
end

local function backlinks(number)
  local out = {}
  for index = 1, used[number] or 1 do
    local suffix = index > 1 and tostring(index - 1) or ''
    table.insert(out, '\u{a0}<a href="#fnref' .. suffix .. ':' .. number
      .. '" class="footnote-backref" role="doc-backlink">\u{21a9}\u{fe0e}</a>')
  end
  return pandoc.RawInline('html', table.concat(out))
end

local references = {
  traverse = 'topdown',
  Span = function(span)
    if span.attributes.ck == 'note' then return kept(span.content[1], span.attributes.label), false end
  end,
  Note = function(note) return kept(note), false end,
}

-- A note may hold notes: they join the end of the list, and are walked in their turn.
local function all_notes()
  local notes = {}
  local number = 1
  while number <= #order do
    notes[number] = pandoc.Blocks(order[number]):walk(references)
    number = number + 1
  end
  return notes
end

local function finished(doc)
  if #order == 0 then return nil end
  local items = pandoc.Blocks {}
  for number, content in ipairs(all_notes()) do
    local last = content[#content]
    if last and (last.t == 'Para' or last.t == 'Plain') then
      last.content:insert(backlinks(number))
      content[#content] = pandoc.Para(last.content)
    else
      content:insert(pandoc.Plain { backlinks(number) })
    end
    items:insert(pandoc.RawBlock('html', '<li id="fn:' .. number .. '">'))
    items:extend(content)
    items:insert(pandoc.RawBlock('html', '</li>'))
  end
  doc.blocks:insert(pandoc.RawBlock('html', '<div class="footnotes" role="doc-endnotes">\n<hr />\n<ol>'))
  doc.blocks:extend(items)
  doc.blocks:insert(pandoc.RawBlock('html', '</ol>\n</div>'))
  return doc
end

return {
  { Pandoc = function() order, by_label, used = {}, {}, {}; return nil end },
  references,
  { Pandoc = finished },
}
