"""Templates that are compared with the real Jekyll, one line each; what stands on them is our own."""

from __future__ import annotations

OBJECTS = r"""
{{ site.title }} {{ site.author.name }} {{ site.author.langs }} {{ site.author }} {{ site.ratio }} {{ site.big }} {{ site.flag }} {{ site.none }}|
{{ site.missing }}|{{ site.missing.deeper }}|{{ missing }}|{{ site.empty_text }}|{{ site.empty_list }}|
{{ site.time | date: "%Y-%m-%d %H:%M:%S %z" }} {{ site.time }}
{{ site.posts.size }} {{ site.posts.first.title }} {{ site.posts.last.title }} {{ site.posts[1].title }} {{ site.posts[-1].title }} {{ site.posts[9].title }}|
{% for p in site.posts %}{{ p.title }},{{ p.url }},{{ p.date }},{{ p.id }},{{ p.path }},{{ p.categories }},{{ p.tags | join: "+" }},{{ p.mood }},{{ p.slug }},{{ p.ext }},{{ p.collection }},{{ p.name }};{% endfor %}
{% for p in site.posts %}{{ p.excerpt }}--{% endfor %}
{% for p in site.posts %}{{ p.excerpt | strip_html | strip_newlines | truncate: 12 }}--{% endfor %}
{% for p in site.posts %}{{ p.next.title }}<{{ p.title }}>{{ p.previous.title }} {% endfor %}
{% for p in site.posts %}{{ p.content | strip_html | normalize_whitespace }}/{% endfor %}
{% for p in site.pages %}{% unless p.number %}{{ p.name }},{{ p.url }},{{ p.path }},{{ p.dir }},{{ p.title }};{% endunless %}{% endfor %}
{% for p in site.html_pages %}{% unless p.number %}{{ p.name }};{% endunless %}{% endfor %}
{% for c in site.collections %}{{ c.label }},{{ c.docs.size }},{{ c.files.size }},{{ c.output }},{{ c.relative_directory }};{% endfor %}
{% for b in site.boats %}{{ b.title }},{{ b.url }},{{ b.date | date: "%F" }},{{ b.kind }},{{ b.sails }},{{ b.collection }},{{ b.id }},{{ b.relative_path }};{% endfor %}
{% for n in site.notes %}{{ n.title }},{{ n.url }};{% endfor %}
{% for t in site.tags %}{{ t[0] }}:{% for p in t[1] %}{{ p.title }},{% endfor %};{% endfor %}
{% for c in site.categories %}{{ c | first }}:{{ c | last | size }};{% endfor %}
{{ site.tags.sea.size }} {{ site.categories["night"][0].title }} {{ site.tags.size }}
{% for f in site.static_files %}{{ f.path }},{{ f.name }},{{ f.basename }},{{ f.extname }},{{ f.collection }};{% endfor %}
{{ site.documents.size }} {{ site.documents | map: "title" | compact | sort | join: "," }}
{% for t in site.data.towers %}{{ t.name }}:{{ t.height }}:{{ t.lit }}:{{ t.tags }}:{{ t.built }};{% endfor %}
{{ site.data.towers }}
{{ site.data.ports }} {{ site.data.tides }} {{ site.data.odd_name.x }}
{{ site.data.deep.inner.values.a.b }} {{ site.data.deep.inner.values }} {{ site.data.deep }}
{% for d in site.data.deep.inner.values %}{{ d[0] }}={{ d[1] }};{% endfor %}
{{ site.data.towers.first.name }} {{ site.data.towers.last.height }} {{ site.data.towers.size }} {{ site.data["towers"][1]["name"] }}
{{ page.title }} {{ page.url }} {{ page.path }} {{ page.name }} {{ page.dir }} {{ page.when }} {{ page.day }} {{ page.list }} {{ page.map }} {{ page.map.k }} {{ page.collection }}|{{ page.excerpt }}|{{ page.id }}|
{{ page["title"] }} {% assign key = "title" %}{{ page[key] }} {{ page.list.size }} {{ page.list.first }} {{ page.list[1] }} {{ page.map.size }} {{ page.title.size }}
{{ jekyll.version }} {{ layout.x }}|{{ content }}|{{ paginator }}|{{ paginator.page }}|
{% for m in page.map %}{{ m }}-{{ m[0] }}{% endfor %}
{{ site.posts.first.nested.a }} {{ site.posts.first.nested }}
{{ site.collections | where: "label", "boats" | map: "docs" | first | map: "title" | join: "," }}
{{ site.related_posts | map: "title" | join: "," }}|{{ now }}|{{ today }}|{{ nil }}|{{ true }}|{{ empty }}|{{ blank }}|
{{ 1.0 }} {{ 2.50 }} {{ -3 }} {{ "a'b" }} {{ 'a"b' }} {{ (1..4) }} {{ 1e3 }} {{ 100000000000000000000.5 }}
"""

FILTERS = r"""
{{ "a b" | upcase | downcase | capitalize }} {{ "hELLO wORLD" | capitalize }} {{ "éa" | upcase }}
{{ "x" | append: "y" | prepend: "z" }} {{ 1 | append: 2 }} {{ nil | append: "q" }}
{{ " a  " | strip }}|{{ " a  " | lstrip }}|{{ " a  " | rstrip }}|
{{ "a<b>&\"'" | escape }} {{ "1 &lt; 2 & 3 &amp; <" | escape_once }} {{ "a<b>&\"'" | xml_escape }} {{ nil | escape }}|
{{ "a b&c/é?~*" | cgi_escape }} {{ "a b&c/é?~*" | url_encode }} {{ "a+b%20c" | url_decode }} {{ "http://a.b/c d?e=é#f" | uri_escape }}
{{ "a-b-c-b" | replace: "b", "X" }} {{ "a-b-c-b" | replace_first: "b", "X" }} {{ "a-b" | remove: "-" }} {{ "aXbX" | remove_first: "X" }}
{{ "hello" | slice: 1 }} {{ "hello" | slice: 1, 3 }} {{ "hello" | slice: -3, 2 }} {{ "hello" | slice: 9, 2 }}|{{ page.list | slice: 1, 2 }}
{{ "one two three four" | truncatewords: 2 }} {{ "one two" | truncatewords: 5 }} {{ "a b c" | truncatewords: 1, "!" }} {{ "one  two   three" | truncatewords: 2 }}
{{ "Ground control" | truncate: 10 }} {{ "Ground" | truncate: 10 }} {{ "Ground control" | truncate: 8, "~" }} {{ "Ground" | truncate: 2 }} {{ "Ground" | truncate: 3, "" }}
{{ "a,b,,c,," | split: "," | size }} {{ "a,b,,c,," | split: "," | join: "|" }} {{ " a  b " | split: " " | join: "|" }} {{ "abc" | split: "" | join: "-" }} {{ "" | split: "," | size }}
{{ "<p>a <b>b</b></p><script>x</script><!-- c -->d" | strip_html }} {{ "<a" | strip_html }}
{{ "a  b" | newline_to_br }} {{ "a" | strip_newlines }}
{{ "a b  c" | number_of_words }} {{ "你好 hello world" | number_of_words: "cjk" }} {{ "你好 hello world" | number_of_words: "auto" }} {{ "hello 你" | number_of_words }}
{{ "The _config.yml file" | slugify }} {{ "The _config.yml file" | slugify: "pretty" }} {{ "The _cönfig.yml file" | slugify: "ascii" }} {{ "The cönfig" | slugify: "latin" }} {{ "The _config.yml file" | slugify: "raw" }} {{ "A B" | slugify: "none" }} {{ "Été à Ñandú ß 日本" | slugify }} {{ "--a--" | slugify }}|{{ nil | slugify }}|
{{ "a   b" | normalize_whitespace }}|{{ "  " | normalize_whitespace }}|
{{ page.list | array_to_sentence_string }} {{ page.list | array_to_sentence_string: "or" }} {{ "a" | split: "," | array_to_sentence_string }} {{ "a,b" | split: "," | array_to_sentence_string }}
{{ page.list | jsonify }} {{ page.map | jsonify }} {{ "a\"é/<" | jsonify }} {{ nil | jsonify }} {{ 1.0 | jsonify }} {{ true | jsonify }} {{ site.data.towers | jsonify }} {{ page.day | jsonify }}
{{ page.map | inspect }} {{ "a" | inspect }} {{ nil | inspect }} {{ page.list | inspect }} {{ 1.5 | inspect }}
{{ 4 | plus: 2 }} {{ 4 | plus: 2.0 }} {{ "4" | plus: "2" }} {{ "4.5" | plus: 1 }} {{ "x" | plus: 1 }} {{ nil | plus: 1 }} {{ 4 | minus: 1.5 }} {{ 3 | times: 4 }} {{ 3 | times: 1.5 }} {{ 0.1 | plus: 0.2 }}
{{ 20 | divided_by: 7 }} {{ 20 | divided_by: 7.0 }} {{ -20 | divided_by: 7 }} {{ 20 | modulo: 7 }} {{ -20 | modulo: 7 }} {{ 5.5 | modulo: 2 }}
{{ 4.6 | round }} {{ 4.3 | round }} {{ 4.5612 | round: 2 }} {{ 5 | round: 1 }} {{ "2.5" | round }} {{ -2.5 | round }} {{ 4.2 | ceil }} {{ 4.8 | floor }} {{ "3.5" | ceil }} {{ -1.5 | floor }} {{ 1234 | round: -2 }}
{{ -5 | abs }} {{ -5.5 | abs }} {{ "-3" | abs }} {{ 4 | at_least: 5 }} {{ 4 | at_most: 3 }} {{ 4.5 | at_most: 9 }} {{ 10 | divided_by: 4 | times: 2 }}
{{ nil | default: "d" }} {{ "" | default: "d" }} {{ false | default: "d" }} {{ false | default: "d", allow_false: true }} {{ 0 | default: "d" }} {{ page.none | default: site.title }} {{ site.empty_list | default: "e" }}
{{ "b,A,c" | split: "," | sort | join }} {{ "b,A,c" | split: "," | sort_natural | join }} {{ page.list | sort | join: "," }} {{ page.list | reverse | join: "," }}
{{ "a,b,a" | split: "," | uniq | join }} {{ page.list | first }} {{ page.list | last }} {{ "abc" | first }}|{{ page.list | concat: page.list | join }} {{ page.list | push: "z" | join }} {{ page.list | pop | join }} {{ page.list | shift | join }} {{ page.list | unshift: "0" | join }} {{ page.list | pop: 2 | join }}
{{ site.data.towers | map: "name" | join: "," }} {{ site.data.towers | map: "name" | compact | join: "," }} {{ site.data.towers | map: "tags" | join: "," }}
{{ site.data.towers | where: "lit", true | map: "name" }} {{ site.data.towers | where: "lit", false | map: "name" }} {{ site.data.towers | where: "name", nil | map: "height" }} {{ site.data.towers | where: "tags", "old" | size }} {{ site.data.towers | where: "height", 9 | size }} {{ site.data.towers | where: "height", "22.5" | size }}
{{ site.boats | where_exp: "b", "b.sails > 3" | map: "title" | join: "," }}
{{ site.data.towers | where_exp: "t", "t.lit" | size }} {{ site.data.towers | where_exp: "t", "t.name == 'north' or t.name == 'east'" | size }} {{ site.data.towers | where_exp: "t", "t.tags contains 'old'" | size }} {{ site.data.towers | where_exp: "t", "t.name != nil and t.lit == false" | size }}
{{ site.posts | where_exp: "p", "p.tags contains 'sea'" | map: "title" | join: "," }} {{ site.posts | where: "mood", "calm" | size }} {{ site.posts | where_exp: "p", "p.rank" | size }}
{{ site.data.towers | find: "name", "east" }} {{ site.data.towers | find: "name", "none" }}|{{ site.data.towers | find_exp: "t", "t.height == 22.5" | jsonify }}
{% assign gs = site.data.towers | group_by: "lit" %}{% for g in gs %}{{ g.name }}:{{ g.size }}:{{ g.items | map: "name" | join: "," }};{% endfor %}
{% assign gs = site.posts | group_by_exp: "p", "p.date | date: '%Y-%m'" %}{% for g in gs %}{{ g.name }}:{{ g.size }};{% endfor %}
{% assign s = site.data.towers | sort: "height" %}{% for t in s %}{{ t.name }};{% endfor %}
{% assign s = site.data.towers | sort: "name" %}{% for t in s %}{{ t.name }};{% endfor %} {% assign s = site.data.towers | sort: "name", "last" %}{% for t in s %}{{ t.name }};{% endfor %}
{% assign s = site.posts | sort: "rank" %}{% for t in s %}{{ t.title }};{% endfor %} {% assign s = site.posts | sort: "title" | reverse %}{% for t in s %}{{ t.title }};{% endfor %}
{% assign s = site.boats | sort: "sails" %}{% for t in s %}{{ t.title }};{% endfor %} {{ site.posts | sort: "date" | map: "title" | first }}
{{ page.when | date: "%Y %m %d %H %M %S %y %b %B %a %A %j %e %-d %-m %I %l %p %P %Z %z %:z %s %U %W %u %w %V %G %C %D %F %T %R %r %c %x %X %n|%t|%% %L %N %3N %h" }}
{{ page.when | date: "%^a %^B %#p %_d %05d %-H %10Y %010m %-j %E %Q %k" }}
{{ page.day | date: "%d/%m/%Y" }} {{ "2024-03-01" | date: "%B" }} {{ "March 14, 2016" | date: "%b %d, %y" }} {{ "now" | date: "%Y" | size }} {{ 1700000000 | date: "%F" }} {{ "1700000000" | date: "%F" }} {{ "xyz" | date: "%F" }} {{ nil | date: "%F" }}|{{ "2024-05-01" | date: "" }} {{ "14 Mar 2016 10:20" | date: "%F %R" }}
{{ page.when | date_to_string }} {{ page.when | date_to_long_string }} {{ page.when | date_to_string: "ordinal" }} {{ page.when | date_to_long_string: "ordinal", "US" }} {{ page.when | date_to_xmlschema }} {{ page.when | date_to_rfc822 }} {{ page.day | date_to_xmlschema }} {{ "2024-01-22" | date_to_string: "ordinal" }} {{ "2024-01-11" | date_to_string: "ordinal", "US" }}
{{ "/a/b" | relative_url }} {{ "a" | relative_url }} {{ "" | relative_url }} {{ "/" | relative_url }} {{ "https://x.y/z" | relative_url }} {{ "/é b" | relative_url }} {{ nil | relative_url }}| {{ "#top" | relative_url }} {{ "/a?b=c#d" | relative_url }} {{ "mailto:a@b" | relative_url }}
{{ "/a/b" | absolute_url }} {{ "" | absolute_url }} {{ "https://x.y/z" | absolute_url }} {{ "a/../b" | absolute_url }} {{ nil | absolute_url }}| {{ "/é" | absolute_url }}
{{ "/a/index.html" | strip_index }} {{ site.posts.first | relative_url }} {{ site.posts.first.url | absolute_url }}
{{ "12abc" | to_integer }} {{ true | to_integer }} {{ 3.9 | to_integer }} {{ "x" | to_integer }} {{ nil | to_integer }}
{{ "**a** `b` \"c\"" | markdownify }}|{{ "a" | markdownify | strip }}|{{ "[x](/y) -- z" | markdownify | remove: "<p>" | remove: "</p>" | strip }}
{{ "say \"hi\" -- it's..." | smartify }}
{{ "x" | no_such_filter }} {{ "x" | no_such: 1, 2 | upcase }} {{ page.list | sum }}
{{ "abc" | size }} {{ 5 | size }} {{ nil | size }} {{ page.map | size }} {{ 1.5 | size }} {{ true | size }}
{{ "eHl6" | base64_decode }} {{ "xyz" | base64_encode }} {{ "a.b.c" | split: "." | last }} {{ "a.b" | replace: ".", "\1" }}
{{ page.list | join }} {{ page.list | join: nil }} {{ page.map | join: "," }} {{ "a" | join: "," }} {{ nil | join: "," }}| {{ (1..5) | join: "," }} {{ (1..5) | reverse | join }}
{{ "a" | upcase | size | plus: 3 | times: 2 | append: "!" }} {{ "a: b" | split: ": " | last }} {{ "a|b" | split: "|" | first }}
"""

TAGS = r"""
{% if true %}a{% elsif x %}b{% else %}c{% endif %}{% if false %}a{% elsif page.title %}b{% endif %}{% unless false %}u{% else %}v{% endunless %}
{% if page.title == "Probe" and page.number or false %}y{% else %}n{% endif %}{% if true or false and false %}y{% else %}n{% endif %}{% if false and true or true %}y{% else %}n{% endif %}
{% if nil == false %}a{% endif %}{% if nil == empty %}b{% endif %}{% if "" == empty %}c{% endif %}{% if page.list == empty %}d{% endif %}{% if "" == blank %}e{% endif %}{% if nil != blank %}f{% endif %}{% if " " == blank %}g{% endif %}{% if site.empty_list == empty %}h{% endif %}{% if page.title != empty %}i{% endif %}
{% if 0 %}zero{% endif %}{% if "" %}text{% endif %}{% if site.empty_list %}list{% endif %}{% if nil %}nil{% endif %}{% if site.flag %}flag{% endif %}
{% if 1 < 2 %}a{% endif %}{% if nil < 1 %}b{% endif %}{% if "b" > "a" %}c{% endif %}{% if 2 >= 2.0 %}d{% endif %}{% if 1 == 1.0 %}e{% endif %}{% if 1 <> 2 %}f{% endif %}{% if true == 1 %}g{% endif %}{% if "1" == 1 %}h{% endif %}
{% if page.list contains "a" %}a{% endif %}{% if "abc" contains "b" %}b{% endif %}{% if page.map contains "k" %}c{% endif %}{% if nil contains "b" %}d{% endif %}{% if "a1" contains 1 %}e{% endif %}{% if page.list contains nil %}f{% endif %}{% if 5 contains 5 %}g{% endif %}
{% for i in page.list %}{{ forloop.index }}{{ forloop.index0 }}{{ forloop.rindex }}{{ forloop.rindex0 }}{{ forloop.first }}{{ forloop.last }}{{ forloop.length }}{{ i }};{% endfor %}
{% for i in (1..10) limit: 3 offset: 2 %}{{ i }}{% endfor %}-{% for i in (1..10) limit: 2 offset: continue %}{{ i }}{% endfor %}-{% for i in page.list reversed %}{{ i }}{% endfor %}-{% for i in (1..3) reversed limit: 2 %}{{ i }}{% endfor %}-{% for i in none %}x{% else %}empty{% endfor %}
{% for i in (1..5) %}{% if i == 2 %}{% continue %}{% endif %}{% if i == 4 %}{% break %}{% endif %}{{ i }}{% endfor %}
{% for i in (1..3) %}{% cycle "a", "b" %}{% cycle "g": "x", "y", "z" %}{% endfor %} {% for i in (1..2) %}{% for j in (1..2) %}{{ forloop.parentloop.index }}{{ i }}{{ j }} {% endfor %}{% endfor %}
{% for c in "abc" %}{{ c }}-{% endfor %}{% for p in page.map %}{{ p[0] }}{{ p[1] }}{% endfor %}{% assign n = 3 %}{% for i in (1..n) %}{{ i }}{% endfor %}{% for i in (n..1) %}x{% endfor %}
{% tablerow i in (1..5) cols: 2 %}{{ i }}{% endtablerow %}
{% tablerow i in page.list cols: 3 limit: 2 %}{{ tablerowloop.col }}{{ tablerowloop.row }}{{ i }}{% endtablerow %}{% tablerow i in site.empty_list %}x{% endtablerow %}{% tablerow i in none %}x{% endtablerow %}
{% case page.number %}{% when 1, 2 %}a{% when 3 or 4 %}b{% else %}c{% endcase %}{% case "x" %} junk {% when "x" %}x1{% when "x" %}x2{% endcase %}{% case page.none %}{% when nil %}nil{% endcase %}
{% assign a = "b" %}{{ a }}{% assign a = a | append: "c" %}{{ a }}{% assign l = "1,2" | split: "," %}{{ l[1] }}{% assign x = page.list %}{{ x.size }}{% assign page.title = "no" %}{{ page.title }}
{% capture c %}a {{ page.title }} b{% endcapture %}[{{ c }}]{% capture c %}{{ c }}!{% endcapture %}{{ c }}
{% increment i %}{% increment i %}{% decrement j %}{% decrement j %}{{ i }}{{ j }}{% assign i = 9 %}{% increment i %}{{ i }}
{% comment %}no {{ x }} {% if x %}{% endif %}{% endcomment %}a{% comment %}{% comment %}x{% endcomment %}y{% endcomment %}b{%- comment -%} z {%- endcomment -%} c
{% raw %}{{ x }} {% if %} {%- y -%}{% endraw %} a {%- raw %} b {% endraw -%} c
a {% raw -%} d {% endraw %} e
a {%- raw -%} d {% endraw -%} e
a {%- if true -%} b {%- endif -%} c {{- "d" -}} e {%- assign x = 1 %} f {% assign y = 2 -%} g {{ "h" -}} i {{- "j" }} k
x {% if true %} {% endif %} y {% if true %}  {% assign z = 1 %} {% endif %} w {% for i in (1..2) %} {% endfor %} v {% if true %} {% include plain.txt %} {% endif %} u {% for i in (1..3) %} {% if i == 2 %} {% break %} {% endif %} {% endfor %} t
{% include note.html text="a b" n=4 %}{% include note.html text='q"r' n=page.number %}{% include note.html text=page.title %}{% include note.html %}{% include note.html text="e\"f" n="2" %}
{% include sub/deep.md title="T" %}{{ word }}{% assign file = "note.html" %}{% include {{ file }} text="dyn" %}{% assign f = "deep" %}{% include sub/{{ f }}.md title=site.title %}{% assign l = "1,2,3" | split: "," %}{% include loop.html list=l %}
{% include_relative beside.txt %}
{% link about.md %} {% link _boats/kite.md %} {% link img/pier.jpg %} {% link _posts/2024-02-01-first-light.md %} {% link feed.xml %} {% assign f = "about.md" %}{% link {{ f }} %} {% link pages/contact.md %} {% link index.html %}
{% post_url 2024-02-01-first-light %} {% post_url /2024-03-05-second %} {% post_url sub/2024-05-09-fourth %} {% post_url north/2024-04-07-third %}
{% highlight ruby %}a < b{% endhighlight %} {% highlight c++ linenos %}x {{ page.title }}{% endhighlight %}
{% for i in (1..2) %}{% highlight js %}f({{ i }}){% endhighlight %}{% endfor %}
{{ page.title | append: ": " | append: page.number }}{{page.title}}{{  page.title  }}{{page.list|first}}{{ page.list | first | append:"x" }}{{ "a" | append : "b" }}
{{ page.title | }}{{ | upcase }}{{ page.title upcase }}{{ page.title, x }}{{ "a" "b" }}{{ page.title || upcase }}|
{% if page.title == "Probe" && true %}a{% endif %}
{% if page.title == 'Probe' junk %}a{% else %}b{% endif %}
{% for i in page.list limit:2 %}{{i}}{% endfor %}{% for i in page.list, limit:1 %}{{i}}{% endfor %}{% for item in page.list offset:1%}{{item}}{%endfor%}
{% unless page.title == "x" or page.title == "Probe" %}a{% else %}b{% endunless %}{% if page.title %}{% if page.none %}x{% else %}y{% endif %}{% endif %}
{% assign my-var = "dash" %}{{ my-var }}{% assign a_b = 1 %}{{ a_b }}{% assign x = "a" | upcase -%} b {{ x }}{% assign q = nil %}{{ q }}|{% assign t = true %}{{ t }}{% assign f = 1.50 %}{{ f }}{% assign w = "a" "b" %}{{ w }}
{% ifchanged %}a{% endifchanged %}{% ifchanged %}a{% endifchanged %}{% echo "e" | upcase %}{% # comment %}
a { { b } } {% raw %}{{{% endraw %}x{% raw %}}}{% endraw %} {{ "{{" }}
&nbsp; é 日本 {{ "日本" | size }} {{ "日本語" | slice: 1 }} {{ "é" | url_encode }} {{ "ß" | upcase }} {{ "ÀÉ" | downcase }}
"""

# Templates at which Jekyll stops the build.
STOPPING = r"""
{% if page.title = "Probe" %}a{% endif %}
{% nosuch %}
{% endif %}
{% if true %}open
{{ "x" | divided_by: 0 }}
{% include missing.html %}
{% link missing.md %}
{% post_url 2000-01-01-none %}
{% for i in page.list %}{{ i }}
{{ 5 | divided_by: "0" }}
{% include ../about.md %}
{{ "a" | sort }}
{{ nil | sort }}
{% if "a" > 1 %}x{% endif %}
{{ page.title | date_to_string }}
{{ "x" | truncate: "y" }}
{% assign %}
{% case %}{% endcase %}
{% raw %}never closed
{% highlight %}x{% endhighlight %}
a {% raw %} d {%- endraw %} e
{{ "%}" }} {% x
{{ site.data.towers | where_exp: "t", "t.height > 30" }}
"""

PROBES = [line for block in (OBJECTS, FILTERS, TAGS) for line in block.strip("\n").split("\n")]
STOPS = STOPPING.strip("\n").split("\n")
