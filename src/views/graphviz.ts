// Graphviz, compiled to WebAssembly: loaded only when something is drawn. What it writes is made a part of a page: no prolog, no fixed size,
// named and described for those who do not see it.
import { inOneLine, shown } from './shown.ts';
import { written, type Written } from './written.ts';

export type Draw = (dot: Written<'dot'>, title: string, description: string) => Written<'svg'>;

export const graphviz = async (): Promise<Draw> => {
  const { instance } = await import('@viz-js/viz');
  const viz = await instance();
  return (dot, title, description) => {
    const svg = viz.renderString(dot, { format: 'svg' });
    const at = svg.indexOf('<svg');
    const id = /<g id="([^"]+)"/.exec(svg)?.[1] ?? 'graph';
    const [, width = '', height = ''] = /width="(\d+)pt"\s+height="(\d+)pt"/.exec(svg) ?? [];
    const named = `><title id="${id}-t">${xml(title)}</title><desc id="${id}-d">${xml(description)}</desc>`;
    const drawn = svg
      .slice(at)
      .replace(/width="\d+pt"\s+height="\d+pt"/, () => `role="img" aria-labelledby="${id}-t ${id}-d" width="${width}" height="${height}"`)
      // Graphviz's own titles first: then the only one is the one that says what the picture shows
      .replaceAll(/<title>[^<]*<\/title>\n?/g, '')
      .replaceAll(/<!--[^]*?-->\n?/g, '')
      .replace('>', () => named)
      .trim();
    return written(drawn);
  };
};

const xml = (text: string): string => shown(inOneLine(text)).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
