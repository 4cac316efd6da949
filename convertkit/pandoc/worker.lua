-- A warm worker: `pandoc lua worker.lua` answers jobs on stdin until it ends.
--
-- A job is a line of numbers and words, `HEADER-LENGTH PAYLOAD-LENGTH`, then that many bytes of JSON header and of
-- payload. Header: {action = "write" | "read" | "ping", format, filters = [path], words = {...}, options = {...}}.
-- An answer is `ok LENGTH` or `error LENGTH`, then the bytes. No file is opened here but the filters.

local filters = {}

local function load_filter(path)
  local found = filters[path]
  if found == nil then
    local env = setmetatable({}, { __index = _G })
    local chunk = assert(loadfile(path, 't', env))
    local result = chunk()
    found = result
    if found[1] == nil then found = { found } end
    filters[path] = found
  end
  return found
end

local function filtered(doc, header)
  FORMAT = header.format
  WORDS = header.words or {}
  OPTIONS = header.options or {}
  for _, path in ipairs(header.filters or {}) do
    for _, filter in ipairs(load_filter(path)) do
      doc = doc:walk(filter)
    end
  end
  return doc
end

local actions = {}

function actions.ping()
  return tostring(PANDOC_VERSION)
end

function actions.write(header, payload)
  local doc = filtered(pandoc.read(payload, 'json'), header)
  local options = pandoc.WriterOptions(header.options or {})
  if not header.format:match('^html') then return pandoc.write(doc, header.format, options) end
  -- Pandoc's HTML writer parses its translation of the word "Abstract" for each document, which takes 1.2 ms; without a template
  -- the word is not written. A language that has no translations (zxx: no linguistic content) takes 0.1.
  doc.meta.lang = 'zxx'
  local _, written = pandoc.log.silence(pandoc.write, doc, header.format, options)
  return written
end

function actions.read(header, payload)
  local doc = filtered(pandoc.read(payload, header.format), header)
  return pandoc.write(doc, 'json')
end

while true do
  local line = io.read('l')
  if line == nil then break end
  local head, body = line:match('^(%d+) (%d+)$')
  head, body = tonumber(head), tonumber(body)
  -- io.read(0) blocks on a pipe: an empty text is not read at all.
  local header = pandoc.json.decode(head > 0 and io.read(head) or '{}', false)
  local payload = body > 0 and io.read(body) or ''
  local ok, result = pcall(actions[header.action], header, payload)
  result = tostring(result)
  io.write(ok and 'ok ' or 'error ', #result, '\n', result)
  io.flush()
end
