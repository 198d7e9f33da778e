// A review as one Markdown file: tables and lists, graphs as Mermaid, facts as footnotes.
import { nameOf } from '#domain/impact/scale.ts';
import type { Review } from '#projections/review.ts';
import { graphWords, mermaidText } from './graph.ts';
import { drawing, footnotes, heading, list, markdownFile, markdownTable, noted, type Markdown } from './markdown.ts';
import type { Block, Cell } from './review-block.ts';
import { reviewDocument } from './review-blocks.ts';
import { instantText, type Style } from './style.ts';
import type { Written } from './written.ts';

export const reviewMarkdown = (review: Review, style: Style): Written<'md'> => {
  const { title, lead, blocks, references, foot } = reviewDocument(review, style);
  return markdownFile([
    heading(1, title),
    lead,
    ...blocks.map((block) => blockText(block, review, style)),
    heading(2, 'Facts'),
    footnotes(references),
    foot,
  ]);
};

const blockText = (block: Block, review: Review, style: Style): Markdown => {
  switch (block.kind) {
    case 'heading':
      return heading(2, block.text);
    case 'text':
      return cellText(block.cell);
    case 'list':
      return list(block.items.map(cellText));
    case 'table':
      return markdownTable(
        block.columns,
        block.rows.map((cells) => cells.map(cellText)),
        block.caption,
      );
    case 'lanes':
      return list(
        block.rows.map(({ name, intervals }) => {
          const parts = intervals.map(
            ({ from, to, level }) => `${nameOf(review.detail.scale, level)} ${instantText(from, style)} – ${instantText(to, style)}`,
          );
          return `${name}: ${parts.join('; ')}`;
        }),
      );
    case 'graph':
      return drawing(block.title, graphWords(block.graph), mermaidText(block.graph));
  }
};

const cellText = ({ text, refs = [] }: Cell): Markdown => noted(text, refs);
