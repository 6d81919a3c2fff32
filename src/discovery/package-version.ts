/** Words that may stand right before the number of an achievement, by what they are for or how they end. */
const leads =
  /(?:^|\s|[([/&+:,–—-])(?:of|from|in|by|on|upon|at|for|to|with|via|per|than|until|before|after|once|when|while|during|under|using|through|both|all|each|either|neither|only|also|just|then|first|least|most|and|or|plus|und|the|its|that|which|as|is|are|was|be|has|have|must|can|not|item|complete|start|begin|run|finish|do|execute|approve|approval|completion|output|results?|deps?|see|hard|strictly|directly|work|part|need|\w+(?:ed|ing|ly|s))\s+$/i;

/**
 * Whether a number without a naming word is the version of what the word before it names: "depends on zod 1.1".
 * `before` ends where the number starts, and starts where the value or the words behind a verb start.
 */
export const isVersionOf = (before: string): boolean =>
  /`\s+$/.test(before) || (/(?:^|[\s(,;&])[a-z][\w.-]*[a-z\d]\s$/.test(before) && !leads.test(before));
