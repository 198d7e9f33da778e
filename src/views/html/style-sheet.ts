// The one style sheet of all pages, inside each: readable from a phone's width to a laptop's, and on paper. No script, nothing fetched.
import { COLOURS } from './palette.ts';

const levels = Object.entries(COLOURS)
  .map(([name, { fill, ink }]) => `.look-${name}{background:${fill};color:${ink}}`)
  .join('\n');

export const STYLE_SHEET = `
:root{color-scheme:light;font:16px/1.45 system-ui,"DejaVu Sans","Liberation Sans",sans-serif}
*{box-sizing:border-box}
body{margin:0;background:#fff;color:#1b1b1b}
main,header,footer{max-width:76rem;margin:0 auto;padding:0 1rem}
header{padding-top:1.25rem}
footer{padding-bottom:2rem;color:#4a4a4a;font-size:.875rem}
h1{font-size:1.5rem;line-height:1.2;margin:.2rem 0}
h2{font-size:1.15rem;margin:2rem 0 .5rem}
h3{font-size:1rem;margin:1.25rem 0 .35rem}
p{margin:.35rem 0;max-width:70ch}
a{color:#0b57a4}
code{font-family:ui-monospace,"DejaVu Sans Mono",monospace;font-size:.9em;overflow-wrap:anywhere}
.lead{color:#4a4a4a}
.scroll{overflow-x:auto;margin:.5rem 0}
.scroll:focus-visible{outline:2px solid #0b57a4;outline-offset:2px}
table{border-collapse:collapse;font-size:.9rem;font-variant-numeric:tabular-nums}
caption{text-align:left;color:#4a4a4a;padding:.15rem 0 .4rem;font-size:.875rem}
th,td{padding:.32rem .6rem;text-align:left;vertical-align:top;border-bottom:1px solid #dadada}
thead th{border-bottom:2px solid #8a8a8a;vertical-align:bottom;white-space:nowrap}
tbody th{font-weight:600;position:sticky;left:0;background:#fff;min-width:8rem;max-width:16rem}
.right{text-align:right;white-space:nowrap}
.cell{text-align:right;white-space:nowrap;border:1px solid #fff}
.cell small{display:block;font-size:.72rem}
.total{border-left:3px solid #8a8a8a}
${levels}
.legend{display:flex;flex-wrap:wrap;gap:.3rem 1rem;padding:0;margin:.4rem 0;list-style:none;font-size:.875rem}
.legend svg{width:1.6rem;height:.9rem;vertical-align:-.1rem;margin-right:.35rem}
.swatch{display:inline-block;min-width:1.6rem;padding:0 .3rem;margin-right:.35rem;text-align:center;border:1px solid #8a8a8a}
.lanes{margin:.5rem 0}
.lane{display:grid;grid-template-columns:minmax(7rem,14rem) 1fr;gap:0 .75rem;align-items:center;padding:.15rem 0}
.lane svg{display:block;width:100%;height:1.5rem}
.lane .name{font-size:.9rem;overflow-wrap:anywhere}
.bars{list-style:none;padding:0;margin:.4rem 0}
.bars li{display:grid;grid-template-columns:minmax(9rem,26rem) 1fr minmax(9rem,16rem);gap:0 .75rem;align-items:center;padding:.2rem 0;font-size:.9rem;break-inside:avoid}
.bars .owed{overflow-wrap:anywhere}
.bars .part{color:#4a4a4a;font-variant-numeric:tabular-nums}
.bars svg{display:block;width:100%;height:1rem;border:1px solid #8a8a8a}
.axis{overflow:hidden;font-size:.75rem;border-top:1px solid #8a8a8a}
.axis text{fill:#4a4a4a}
.axis line{stroke:#8a8a8a}
.review{border-top:1px solid #dadada;margin-top:1.75rem}
.review h2{margin-top:1rem}
.review thead th{white-space:normal}
.review tbody th{font-weight:400;max-width:22rem}
.review td.right{white-space:normal;min-width:6rem}
.review figure{margin:1rem 0}
.review figcaption{max-width:80ch;margin-bottom:.4rem}
.graph svg{display:block;max-width:100%;height:auto}
.said,.facts{max-width:80ch;padding-left:1.4rem;margin:.4rem 0}
.said li,.facts li{margin:.3rem 0}
.facts{font-size:.875rem;padding-left:2.2rem}
.facts li:target{background:#fff3c4}
.refs{font-size:.72em;vertical-align:super;line-height:0;white-space:nowrap}
.refs a{display:inline-block;min-width:1.1rem;padding:0 .12rem;margin-left:.1rem;text-align:center;text-decoration:none}
.refs a:hover,.refs a:focus-visible{text-decoration:underline}
.defs{position:absolute;width:0;height:0}
@media (max-width:40rem){
  .lane{grid-template-columns:1fr}
  .lane .empty{display:none}
  .bars li{grid-template-columns:1fr;padding:.4rem 0}
  .axis .minor{display:none}
  tbody th{max-width:9rem;min-width:6rem}
  .graph svg{max-width:none}
  .graph{background:linear-gradient(to left,#e8e8e8,#fff 1.5rem)}
  .review table,.review tbody,.review tr,.review caption{display:block}
  .review thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
  .review tr{padding:.35rem 0;border-bottom:1px solid #dadada}
  .review tbody th,.review tbody td{display:block;border:0;padding:.1rem 0;max-width:none;min-width:0;position:static}
  .review tbody th{font-weight:600}
  .review tbody td.right{text-align:left}
  .review tbody td[data-head]::before{content:attr(data-head) ": ";color:#4a4a4a}
  .review tbody th+td:last-child::before{content:none}
}
@media (min-width:40.01rem) and (max-width:64rem){.axis .minor:nth-child(2n){display:none}}
@page{size:A4 landscape;margin:12mm}
@media print{
  :root{font-size:10pt}
  .scroll{overflow:visible}
  .wide{font-size:6.2pt}
  .wide th,.wide td{padding:.15rem .18rem}
  .wide thead th{white-space:normal}
  .wide .cell small{font-size:1em}
  .wide tbody th{min-width:0}
  section,tr,.lane,figure{break-inside:avoid}
  section.review{break-inside:auto}
  h2,h3{break-after:avoid}
  .swatch,.cell,.lane svg,.bars svg,.legend svg{print-color-adjust:exact;-webkit-print-color-adjust:exact}
  a{color:inherit;text-decoration:none}
}
`;
