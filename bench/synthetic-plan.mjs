/** A PLAN of `count` achievements, ten to a priority, each needing the one before it and the first of its priority. */
export const syntheticPlan = (count) => {
  const lines = ['# PLAN: Synthetic', '', '**Type**: PLAN', '**Status**: Active', '', '## Desirable Achievements', ''];
  for (let i = 0; i < count; i++) {
    const priority = Math.floor(i / 10) + 1;
    const number = (i % 10) + 1;
    if (number === 1) lines.push(`### Priority ${priority}: HIGH - Group ${priority}`, '');
    lines.push(
      `**Achievement ${priority}.${number}**: Part ${i} of the work is done`,
      '',
      `- **Goal**: The reader of part ${i} finds _what_ it needs in \`src/part-${i}.ts\``,
      '- **Effort**: 2-3 hours',
      '- **Deliverables**:',
      `  - \`src/part-${i}.ts\``,
      `  - \`tests/part-${i}.test.ts\``,
      '- **Success Criteria**:',
      '  - The tests pass, and nothing else has changed',
      `  - Reading takes less than ${i + 1} ms`,
      `- **Dependencies**: ${number === 1 ? 'None' : `${priority}.${number - 1}`}`,
      '',
    );
  }
  return lines.join('\n');
};
