/** An achievement of a plan about tide gauges, as a person writes it. */
export const achievement = (id: string, title: string, dependsOn = 'None'): string =>
  [
    `**Achievement ${id}**: ${title}`,
    '',
    `- **Goal**: ${title}, and keep what was learned.`,
    '- **Effort**: 2-3 hours',
    `- **Depends on**: ${dependsOn}`,
    '- **Deliverables**:',
    `  - \`src/step-${id}.ts\``,
    '',
    '',
  ].join('\n');

/** A PLAN with these achievements, and whatever else stands between them. */
export const planText = (...parts: readonly string[]): string =>
  `# PLAN: Tide Gauges\n\n**Status**: Planning\n\n## Achievements\n\n${parts.join('')}`;

/** Nothing is wrong with it. */
export const goodPlan = planText(achievement('1.1', 'Read the gauge'), achievement('1.2', 'Store a reading', '1.1'));
