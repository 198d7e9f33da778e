// A whole page in one file: style sheet and patterns inside, no script, nothing fetched. React writes it once, as text, and escapes
// whatever facts say.
import { sha256 } from '@noble/hashes/sha2.js';
import type { ReactElement, ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { written, type Written } from '../written.ts';
import { Patterns } from './patterns.tsx';
import { STYLE_SHEET } from './style-sheet.ts';

export interface PageProps {
  readonly title: string;
  /** What the page is about, under its title. */
  readonly lead?: ReactNode;
  readonly children: ReactNode;
  /** The policy, what was counted to when: what figures are never shown without. */
  readonly foot: ReactNode;
}

/** Nothing runs and nothing is fetched, whatever a page comes to hold; the one style sheet is known by its hash. */
const POLICY = `default-src 'none'; style-src 'sha256-${btoa(String.fromCharCode(...sha256(new TextEncoder().encode(STYLE_SHEET))))}'; base-uri 'none'; form-action 'none'`;

const Page = ({ title, lead, children, foot }: PageProps): ReactElement => (
  <html lang="en">
    <head>
      <meta charSet="utf-8" />
      <meta httpEquiv="Content-Security-Policy" content={POLICY} />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="generator" content="knockon" />
      <title>{title}</title>
      <style dangerouslySetInnerHTML={{ __html: STYLE_SHEET }} />
    </head>
    <body>
      <Patterns />
      <header>
        <h1>{title}</h1>
        {lead === undefined ? null : <div className="lead">{lead}</div>}
      </header>
      <main>{children}</main>
      <footer>{foot}</footer>
    </body>
  </html>
);

/** The page as text, ready to be written to a file. */
export const pageText = (props: PageProps): Written<'html'> => written(`<!doctype html>\n${renderToStaticMarkup(<Page {...props} />)}\n`);
