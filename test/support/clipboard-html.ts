/** What programs put on the clipboard, shortened, in words of our own; and what is to be made of it. */
export interface Copied {
  readonly program: string;
  readonly html: string;
  readonly plain: string;
  /** As Markdown; undefined: the plain text says it all. */
  readonly markdown: string | undefined;
}

export const COPIED: readonly Copied[] = [
  {
    program: 'Excel',
    html: `<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8"><meta name=Generator content="Microsoft Excel 15">
<style><!--table {mso-displayed-decimal-separator:"\\,";} .xl65 {font-weight:700;}--></style></head>
<body link="#0563C1"><table border=0 cellpadding=0 width=192 style='border-collapse:collapse;width:144pt'>
<!--StartFragment--> <col width=64 span=2 style='width:48pt'>
 <tr height=20 style='height:15.0pt'><td height=20 class=xl65 style='height:15.0pt;width:48pt'>Site</td><td class=xl65>Phones</td></tr>
 <tr height=20><td height=20>Paris</td><td align=right x:num>12</td></tr>
 <tr height=20><td height=20>Lyon | Est</td><td align=right x:num></td></tr>
<!--EndFragment--></table></body></html>`,
    plain: 'Site\tPhones\r\nParis\t12\r\nLyon | Est\t\r\n',
    markdown: '| Site | Phones |\n| --- | --- |\n| Paris | 12 |\n| Lyon ¦ Est |  |',
  },
  {
    program: 'Excel, one cell',
    html: `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><body><table><!--StartFragment--><col width=64><tr><td class=xl65>Paris</td></tr><!--EndFragment--></table></body></html>`,
    plain: 'Paris\r\n',
    markdown: undefined,
  },
  {
    program: 'LibreOffice Calc',
    html: `<!DOCTYPE html><html><head><meta name="generator" content="LibreOffice 24.2 (Linux)"/><style type="text/css">body,td { font-family:"Liberation Sans"; font-size:x-small }</style></head>
<body><table cellspacing="0" border="0"><colgroup span="2" width="85"></colgroup>
<tr><td height="17" align="left"><b>Name</b></td><td align="left"><b>Ext.</b></td></tr>
<tr><td height="17" align="left">Ann</td><td align="right" sdval="1001" sdnum="1036;">1001</td></tr></table></body></html>`,
    plain: 'Name\tExt.\nAnn\t1001',
    markdown: '| **Name** | **Ext.** |\n| --- | --- |\n| Ann | 1001 |',
  },
  {
    program: 'Google Sheets',
    html: `<meta charset='utf-8'><google-sheets-html-origin><style type="text/css"><!--td {border: 1px solid #cccccc;}--></style><table xmlns="http://www.w3.org/1999/xhtml" cellspacing="0" dir="ltr" data-sheets-root="1"><colgroup><col width="100"/><col width="100"/></colgroup><tbody><tr style="height:21px;"><td style="font-weight:bold;">Day</td><td style="font-weight:bold;">Calls</td></tr><tr><td>Monday</td><td style="text-align:right;" data-sheets-value="{&quot;1&quot;:3}">7</td></tr></tbody></table></google-sheets-html-origin>`,
    plain: 'Day\tCalls\nMonday\t7',
    // Its look lies in the cells, which the head of a table has anyway.
    markdown: '| Day | Calls |\n| --- | --- |\n| Monday | 7 |',
  },
  {
    program: 'Google Docs',
    html: `<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1a2b"><h2 dir="ltr"><span style="font-size:16pt;font-weight:400;">Plan</span></h2><p dir="ltr" style="line-height:1.38;"><span style="font-weight:400;font-style:normal;">We </span><span style="font-weight:700;font-style:normal;">must</span><span style="font-weight:400;"> not </span><span style="font-weight:400;font-style:italic;">wait </span><span style="font-weight:400;">long, see </span><a href="https://docs.example/x"><span style="font-weight:400;text-decoration:underline;">the page</span></a><span>.</span></p><ul><li dir="ltr" style="list-style-type:disc;font-weight:400;" aria-level="1"><p dir="ltr" role="presentation"><span style="font-weight:400;">one</span></p></li><ul><li dir="ltr" aria-level="2"><p dir="ltr" role="presentation"><span>deeper</span></p></li></ul><li dir="ltr" role="checkbox" aria-checked="true"><p><span style="text-decoration:line-through;">two</span></p></li></ul></b><br class="Apple-interchange-newline">`,
    plain: 'Plan\nWe must not wait long, see the page.\none\ndeeper\ntwo',
    markdown:
      '## Plan\n\nWe **must** not _wait_ long, see [the page](https://docs.example/x).\n\n- one\n  - deeper\n- [x] ~~two~~',
  },
  {
    program: 'Word',
    html: `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta name=Generator content="Microsoft Word 15"><!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]--><style><!-- p.MsoNormal {margin:0cm;} --></style></head><body lang=EN-GB style='tab-interval:36.0pt'><!--StartFragment-->
<p class=MsoNormal><b><span style='mso-ansi-language:EN-GB'>Note:</span></b><span lang=EN-GB> the line
is <i>open</i>.<o:p></o:p></span></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>first<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='margin-left:72.0pt;mso-list:l0 level2 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>1.<span>&nbsp; </span></span><![endif]>inner<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp; </span></span><![endif]>last<o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p><!--EndFragment--></body></html>`,
    plain: 'Note: the line is open.\r\n·\tfirst\r\n1.\tinner\r\n·\tlast\r\n',
    markdown: '**Note:** the line is _open_.\n\n- first\n   1. inner\n- last',
  },
  {
    program: 'Outlook',
    html: `<html xmlns:m="http://schemas.microsoft.com/office/2004/12/omml"><head><style><!-- p.MsoNormal{margin:0cm} --></style></head><body lang=FR link="#0563C1"><div class=WordSection1><p class=MsoNormal>Hello,<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoNormal>See <a href="https://wiki.example/page">https://wiki.example/page</a> or <a href="mailto:ann@mail.example">Ann</a>.<o:p></o:p></p><ul style='margin-top:0cm' type=disc><li class=MsoListParagraph style='mso-list:l0 level1 lfo1'>keys<o:p></o:p></li><li class=MsoListParagraph style='mso-list:l0 level1 lfo1'><b>badge</b><o:p></o:p></li></ul></div></body></html>`,
    plain: 'Hello,\r\n\r\nSee https://wiki.example/page or Ann.\r\n*\tkeys\r\n*\tbadge\r\n',
    markdown: 'Hello,\n\nSee https://wiki.example/page or [Ann](mailto:ann@mail.example).\n\n- keys\n- **badge**',
  },
  {
    program: 'Gmail',
    html: `<meta http-equiv="content-type" content="text/html; charset=utf-8"><div dir="ltr">Hi <b>all</b>,<div><br></div><div>please read:</div><div><ol><li style="margin-left:15px">the first</li><li style="margin-left:15px">the <i>second</i> <img data-emoji="🎉" alt="🎉" src="https://fonts.example/e.png"></li></ol></div><blockquote class="gmail_quote" style="margin:0 0 0 .8ex"><div>old words</div></blockquote></div>`,
    plain: 'Hi all,\n\nplease read:\n1. the first\n2. the second 🎉\n\nold words',
    markdown: 'Hi **all**,\nplease read:\n\n1. the first\n2. the _second_ 🎉\n\n> old words',
  },
  {
    program: 'VS Code',
    html: `<meta charset='utf-8'><div style="color: #cccccc;background-color: #1f1f1f;font-family: Consolas, 'Courier New', monospace;font-weight: normal;font-size: 14px;line-height: 19px;white-space: pre;"><div><span style="color: #569cd6;">function</span><span> f() {</span></div><div><span>  return </span><span style="color: #b5cea8;">\`*1*\`</span><span> &lt; 2;</span></div><br><div><span>}</span></div></div>`,
    plain: 'function f() {\n  return `*1*` < 2;\n\n}',
    markdown: '```\nfunction f() {\n  return `*1*` < 2;\n\n}\n```',
  },
  {
    program: 'Jira',
    html: `<meta charset="utf-8"><h3 data-pm-slice="1 1 []">Steps to <code>reproduce</code></h3><ol class="ak-ol" data-indent-level="1"><li><p>Open <strong>Settings</strong></p></li><li><p>Press <code class="code">Save</code></p><ul class="ak-ul"><li><p>twice</p></li></ul></li></ol><pre><code>TypeError: x is undefined
    at a.js:3</code></pre>`,
    plain: 'Steps to reproduce\nOpen Settings\nPress Save\ntwice\nTypeError: x is undefined\n    at a.js:3',
    markdown:
      '### Steps to `reproduce`\n\n1. Open **Settings**\n2. Press `Save`\n   - twice\n\n```\nTypeError: x is undefined\n    at a.js:3\n```',
  },
  {
    program: 'Wikipedia',
    html: `<meta charset='utf-8'><p style="margin: 0.5em 0px;"><span> </span><b>Telephony</b><span> </span>(<span class="IPA"><a href="https://en.wiki.example/wiki/Help:IPA" title="Help:IPA">/təˈl/</a></span>) is about <a href="https://en.wiki.example/wiki/Voice_(sound)" title="Voice">voice</a>.<sup class="reference"><a href="https://en.wiki.example/wiki/T#cite_note-1">[1]</a></sup> See <a href="#top">top</a>.</p><table class="wikitable"><caption>Years</caption><tbody><tr><th>Year</th><th>What</th></tr><tr><td>1876</td><td><a href="https://en.wiki.example/wiki/Bell">Bell</a></td></tr></tbody></table>`,
    plain: 'Telephony (/təˈl/) is about voice.[1] See top.\nYear\tWhat\n1876\tBell',
    markdown:
      '**Telephony** ([/təˈl/](https://en.wiki.example/wiki/Help:IPA)) is about [voice](https://en.wiki.example/wiki/Voice_%28sound%29). See top.\n\n| Year | What |\n| --- | --- |\n| 1876 | [Bell](https://en.wiki.example/wiki/Bell) |',
  },
  {
    program: 'a page, only plain paragraphs',
    html: `<meta charset='utf-8'><p>One <span style="color:red">line</span>.</p><a name="x"></a><p>Two.</p>`,
    plain: 'One line.\n\nTwo.',
    markdown: undefined,
  },
];
