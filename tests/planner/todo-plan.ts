/** An achievement of an answer, with what is usual. */
export const achievement = (id: string, more: Readonly<Record<string, unknown>> = {}) => ({
  id,
  title: `Part ${id.replace('.', '-')} stands`,
  description: 'It does what it is for. Its interface is described in its own file.',
  priority: Number(id.split('.')[0]),
  effort: 'medium',
  hours: 2,
  dependencies: [] as string[],
  files: [`src/part-${id.replace('.', '-')}.ts`],
  successCriteria: ['Its tests pass'],
  ...more,
});

/** A plan of six for a todo app, as a model answers it. */
export const todoAnswer = (more: Readonly<Record<string, unknown>> = {}) => ({
  title: 'Todo app',
  goal: 'People keep their lists in one place.',
  complexity: { level: 'medium', reasons: ['Storage, an interface and reminders are separate parts.'] },
  keyFeatures: ['Lists', 'Reminders'],
  technicalComponents: ['A store in a file', 'A page'],
  achievements: [
    achievement('1.1', { hours: 1.5, effort: 'low' }),
    achievement('1.2', { dependencies: ['1.1'] }),
    achievement('2.1'),
    achievement('2.2', { dependencies: ['2.1'] }),
    achievement('2.3', { dependencies: ['1.2', '2.2'] }),
    achievement('3.1', { dependencies: ['2.3'], tests: ['`npm test` passes'], deliverables: ['A page of help'] }),
  ],
  coordination: ['The form of a list is decided in the first part.'],
  risks: ['A file may be written twice at once.'],
  ...more,
});

export const fenced = (value: unknown): string =>
  `Here is the plan.\n\n\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\`\n`;
