# Converts texts with the real kramdown: a JSON array of [text, options] in, a JSON array of HTML (or null) out.
require 'json'
require 'kramdown'
require 'kramdown-parser-gfm'

# What Jekyll 4 passes, but for the highlighter.
JEKYLL = { input: 'GFM', hard_wrap: false, auto_ids: true, footnote_nr: 1, entity_output: 'as_char',
           toc_levels: (1..6).to_a, smart_quotes: 'lsquo,rsquo,ldquo,rdquo', guess_lang: true }.freeze

STDIN.binmode
jobs = JSON.parse(STDIN.read.force_encoding('UTF-8'))
out = jobs.map do |text, options|
  own = options.transform_keys(&:to_sym)
  settings = own.delete(:bare) ? own : JEKYLL.merge(own)
  begin
    Kramdown::Document.new(text, **{ syntax_highlighter: nil }.merge(settings)).to_html.scrub
  rescue StandardError, SystemStackError
    nil
  end
end
STDOUT.binmode
STDOUT.write(JSON.generate(out))
