// A review as one page without script: it reads on a phone, prints on paper, and every sentence leads to the facts it rests on.
import type { ReactElement } from 'react';
import type { Review } from '#projections/review.ts';
import { dotText, graphWords } from '../graph.ts';
import type { Draw } from '../graphviz.ts';
import type { Block, Cell } from '../review-block.ts';
import { reviewDocument } from '../review-blocks.ts';
import type { Style } from '../style.ts';
import { DataTable } from './data-table.tsx';
import { Lanes } from './lanes.tsx';
import { pageText } from './page.tsx';
import type { Written } from '../written.ts';

export const reviewPage = (review: Review, draw: Draw, style: Style): Written<'html'> => {
  const { title, lead, blocks, references, foot } = reviewDocument(review, style);
  return pageText({
    title,
    lead: <p>{lead}</p>,
    foot: <p>{foot}</p>,
    children: (
      <>
        {sectionsOf(blocks).map(({ heading, inner }, index) => (
          <section key={heading} className="review">
            <h2>{heading}</h2>
            {inner.map((block, place) => (
              <Part key={place} block={block} id={`g${String(index)}-${String(place)}`} review={review} draw={draw} style={style} />
            ))}
          </section>
        ))}
        <section className="review">
          <h2>Facts</h2>
          <ol className="facts">
            {references.map(({ number, id, text }) => (
              <li key={id} id={`fact-${String(number)}`}>
                <code>{id}</code> {text}
              </li>
            ))}
          </ol>
        </section>
      </>
    ),
  });
};

interface Sectioned {
  readonly heading: string;
  readonly inner: Block[];
}

const sectionsOf = (blocks: readonly Block[]): readonly Sectioned[] => {
  const sections: Sectioned[] = [];
  for (const block of blocks) {
    if (block.kind === 'heading') sections.push({ heading: block.text, inner: [] });
    else sections.at(-1)?.inner.push(block);
  }
  return sections;
};

interface PartProps {
  readonly block: Block;
  readonly id: string;
  readonly review: Review;
  readonly draw: Draw;
  readonly style: Style;
}

const Part = ({ block, id, review, draw, style }: PartProps): ReactElement | null => {
  switch (block.kind) {
    case 'heading':
      return null;
    case 'text':
      return (
        <p>
          <Said cell={block.cell} />
        </p>
      );
    case 'list':
      return (
        <ul className="said">
          {block.items.map((item, index) => (
            <li key={index}>
              <Said cell={item} />
            </li>
          ))}
        </ul>
      );
    case 'table':
      return (
        <DataTable
          caption={block.caption}
          columns={block.columns}
          rows={block.rows.map((row) => row.map((cell, index) => <Said key={index} cell={cell} />))}
        />
      );
    case 'lanes':
      return <Lanes rows={block.rows} span={review.span} scale={review.detail.scale} style={style} />;
    case 'graph': {
      const words = graphWords(block.graph);
      return (
        <figure>
          <figcaption>
            <strong>{block.title}</strong> {words}
          </figcaption>
          <div
            className="scroll graph"
            role="region"
            aria-label={block.title}
            tabIndex={0}
            dangerouslySetInnerHTML={{ __html: draw(dotText(block.graph, id), block.title, words) }}
          />
        </figure>
      );
    }
  }
};

const Said = ({ cell: { text, refs = [] } }: { readonly cell: Cell }): ReactElement => (
  <>
    {text}
    {refs.length === 0 ? null : (
      <span className="refs">
        {refs.map((number) => (
          <a key={number} href={`#fact-${String(number)}`} aria-label={`fact ${String(number)}`}>
            {number}
          </a>
        ))}
      </span>
    )}
  </>
);
