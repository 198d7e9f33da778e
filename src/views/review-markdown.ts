// A review as one Markdown file: tables and lists, graphs as Mermaid, facts as footnotes.
import { nameOf } from '#domain/impact/scale.ts';
import type { Review } from '#projections/review.ts';
import { graphWords, mermaidText } from './graph.ts';
import type { Block, Cell } from './review-block.ts';
import { reviewDocument } from './review-blocks.ts';
import { instantText, type Style } from './style.ts';

export const reviewMarkdown = (review: Review, style: Style): string => {
  const { title, lead, blocks, references, foot } = reviewDocument(review, style);
  return [
    `# ${plain(title)}`,
    plain(lead),
    ...blocks.map((block) => blockText(block, review, style)),
    '## Facts',
    references.map(({ number, id, text }) => `[^${String(number)}]: \`${id}\` ${plain(text)}`).join('\n'),
    plain(foot),
  ].join('\n\n');
};

const blockText = (block: Block, review: Review, style: Style): string => {
  switch (block.kind) {
    case 'heading':
      return `## ${block.text}`;
    case 'text':
      return cellText(block.cell);
    case 'list':
      return block.items.map((item) => `- ${cellText(item)}`).join('\n');
    case 'table':
      return [
        plain(block.caption),
        '',
        row(block.columns.map(({ head }) => plain(head))),
        row(block.columns.map(({ align }) => (align === 'right' ? '---:' : '---'))),
        ...block.rows.map((cells) => row(cells.map(cellText))),
      ].join('\n');
    case 'lanes':
      return block.rows
        .map(({ name, intervals }) => {
          const parts = intervals.map(
            ({ from, to, level }) => `${nameOf(review.detail.scale, level)} ${instantText(from, style)} – ${instantText(to, style)}`,
          );
          return `- ${plain(name)}: ${plain(parts.join('; '))}`;
        })
        .join('\n');
    case 'graph':
      return [`**${plain(block.title)}** ${plain(graphWords(block.graph))}`, '', '```mermaid', mermaidText(block.graph), '```'].join('\n');
  }
};

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const cellText = ({ text, refs = [] }: Cell): string => `${plain(text)}${refs.map((number) => `[^${String(number)}]`).join('')}`;

/** What facts say is text, never mark-up. */
const plain = (text: string): string => text.replaceAll(/[\\`*_[\]<>|#]/g, '\\$&').replaceAll(/\s*\n\s*/g, ' ');
