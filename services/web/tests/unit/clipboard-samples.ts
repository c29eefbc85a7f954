/** As Word for Windows puts it on the clipboard, shortened: lists are paragraphs, bullets are typed. */
export const WORD = `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta name=Generator content="Microsoft Word 15"><style><!-- p.MsoNormal {margin:0cm; font-size:11.0pt;} @list l0 {mso-list-id:1} --></style>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]--></head>
<body lang=EN-GB style='tab-interval:36.0pt'><!--StartFragment-->
<h1 style='mso-style-name:"Heading 1"'><span lang=EN-US>Walks<o:p></o:p></span></h1>
<p class=MsoNormal>It <b style='mso-bidi-font-weight:normal'>rained</b> and\u00a0we <i>went</i> anyway.<o:p></o:p></p>
<p class=MsoNormal><o:p>\u00a0</o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>\u00a0\u00a0\u00a0 </span></span></span><![endif]>Bread<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span>\u00a0\u00a0 </span></span>Rope<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o<span>\u00a0\u00a0 </span></span>Two of them<o:p></o:p></p>
<p class=MsoNormal>Then:</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1.<span>\u00a0\u00a0 </span></span>Out</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>2.<span>\u00a0\u00a0 </span></span>Home</p>
<!--EndFragment--></body></html>`

/** As Google Docs does: all in a <b> that is not bold, marks as styles, lists beside items. */
export const GOOGLE_DOCS = `<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1f2e">
<h1 dir="ltr" style="line-height:1.38;"><span style="font-size:20pt;font-weight:400;">Прогулка</span></h1>
<p dir="ltr" style="line-height:1.38;"><span style="font-size:11pt;font-weight:400;">Шёл </span><span style="font-weight:700;">дождь</span><span style="font-weight:400;">, но мы </span><span style="font-style:italic;font-weight:400;">вышли</span><span>. </span><a href="https://example.org/" style="text-decoration:none;"><span style="color:#1155cc;text-decoration:underline;">Сюда</span></a></p>
<ul style="margin-top:0;"><li dir="ltr" style="list-style-type:disc;" aria-level="1"><p dir="ltr" role="presentation"><span>хлеб</span></p></li><li dir="ltr" aria-level="1"><p dir="ltr"><span>верёвка</span></p></li><ul><li dir="ltr" aria-level="2"><p dir="ltr"><span>две</span></p></li></ul></ul></b>`

/** As Chrome does: the styles that were computed, in each element. */
export const CHROME_PAGE = `<meta charset='utf-8'><nav><a href="/">Home</a></nav><h1 style="color: rgb(0, 0, 0); font-family: Arial;">Title</h1>
<p style="color: rgb(36, 41, 47);" onclick="steal()">A <a href="https://example.org/a" target="_blank" class="x">link</a> and <code style="padding:1px">code</code>.</p>
<pre class="hljs"><code class="language-js"><span class="hljs-keyword" style="color:red">let</span> a = <span>1</span></code></pre>
<button>Copy</button><script>alert(1)</script><img src="https://example.org/a.png" alt="A hill" srcset="b.png 2x" style="width:10px"><img src="data:image/png;base64,AAAA">`
