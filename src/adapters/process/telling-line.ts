/** How programs that test begin the line of a test that failed: TAP, marks, FAIL or FAILED; or end it, as cargo does. */
const failedTest = /^\s*(?:not ok \d|[✖✗✘×]\s+(?!failing tests)\S|(?:--- )?FAIL(?:ED)?\b:?\s|test .+ \.\.\. FAILED$)/;

/** Of what a program printed, the line that tells most of why it failed: the first failed test, else the last line. */
export const tellingLine = (lines: readonly string[]): string =>
  lines.find((line) => failedTest.test(line)) ?? lines.at(-1) ?? '';
