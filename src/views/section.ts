// A part of a longer answer, under a heading.

export const section = (title: string, ...lines: readonly string[]): readonly string[] => ['', `## ${title}`, '', ...lines];
