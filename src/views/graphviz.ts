// Graphviz, compiled to WebAssembly: loaded only when something is drawn. What it writes is made a part of a page: no prolog, no fixed size,
// named and described for those who do not see it.
export type Draw = (dot: string, title: string, description: string) => string;

export const graphviz = async (): Promise<Draw> => {
  const { instance } = await import('@viz-js/viz');
  const viz = await instance();
  return (dot, title, description) => {
    const svg = viz.renderString(dot, { format: 'svg' });
    const at = svg.indexOf('<svg');
    const id = /<g id="([^"]+)"/.exec(svg)?.[1] ?? 'graph';
    const [, width = '', height = ''] = /width="(\d+)pt"\s+height="(\d+)pt"/.exec(svg) ?? [];
    return svg
      .slice(at)
      .replace(/width="\d+pt"\s+height="\d+pt"/, `role="img" aria-labelledby="${id}-t ${id}-d" width="${width}" height="${height}"`)
      .replace(/>/, `><title id="${id}-t">${xml(title)}</title><desc id="${id}-d">${xml(description)}</desc>`)
      .replaceAll(/<title>[^<]*<\/title>\n?/g, '')
      .replaceAll(/<!--[^]*?-->\n?/g, '')
      .trim();
  };
};

const xml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
