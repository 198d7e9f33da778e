// `review` in its forms.
import type { Review } from '#projections/review.ts';
import type { Answer } from './answer.ts';
import type { Draw } from './graphviz.ts';
import { reviewPage } from './html/review-page.tsx';
import { reviewJson } from './review-json.ts';
import { reviewMarkdown } from './review-markdown.ts';

/** `draw`: what draws graphs, where a page is asked for. */
export const reviewAnswer = (review: Review, draw: Draw | undefined): Answer => ({
  approximate: review.detail.approximate,
  json: reviewJson(review),
  text: (style) => reviewMarkdown(review, style),
  markdown: (style) => reviewMarkdown(review, style),
  ...(draw === undefined ? {} : { html: (style) => reviewPage(review, draw, style) }),
});
