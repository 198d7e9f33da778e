// Text in a language of a form. Only what escapes the text of others for that language makes one (markdown.ts, table.ts, html/page.tsx,
// graph.ts, graphviz.ts): a view that hands on a plain string in its place is refused by the compiler.
declare const language: unique symbol;

export type Written<L extends 'csv' | 'md' | 'html' | Drawing> = string & { readonly [language]: L };

/** Languages of a drawing. */
export type Drawing = 'mermaid' | 'dot' | 'svg';

/** For those who have escaped what `text` holds. */
export const written = <L extends 'csv' | 'md' | 'html' | Drawing>(text: string): Written<L> => text as Written<L>;
