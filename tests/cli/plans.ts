/** A plan of every kind of edge: stated by field and sentence, by rule, assumed, denied, and a pair that shares a file. */
export const payments = `# PLAN: Payments service

**Goal**: Shops are paid every night

## Achievements

### Priority 1: HIGH - Ledger

**Achievement 1.1**: Ledger keeps every cent

- **Goal**: No booking is lost or doubled
- **Effort**: 4-6h
- **Deliverables**:
  - \`src/ledger/book.ts\`
  - \`src/ledger/account.ts\`
- **Success Criteria**:
  - Ten million bookings add up to zero
- **Tests**: \`tests/ledger.test.ts\`
- **Dependencies**: None

**Achievement 1.2**: Currencies converted

- **Effort**: 2h
- **Deliverables**: \`src/ledger/rates.ts\`
- **Dependencies**: 1.1

**Achievement 1.3**: Fees booked

- **Effort**: 2h
- **Deliverables**: \`src/ledger/rates.ts\`
- **Dependencies**: 1.1

### Priority 2: Payouts

**Achievement 2.1**: Payout files written

- **Effort**: 5h
- **Deliverables**: \`src/payout/file.ts\`

**Achievement 2.2**: Banks answer

- **Effort**: 3h
- **Deliverables**: \`src/payout/answer.ts\`

### Priority 3: Reports

**Achievement 3.1**: Shops see what they get

- **Effort**: 3h
- **Deliverables**: \`src/report/shop.ts\`
- **Dependencies**: 1.2

## Notes

2.1 does not depend on 1.3. The answers (2.2) can only start after 2.1.
`;

/** Two achievements that need each other. */
export const ringRoad = `# PLAN: Ring road

## Achievements

**Achievement 1.1**: East side paved
- **Effort**: 3h
- **Dependencies**: 1.2

**Achievement 1.2**: West side paved
- **Effort**: 3h
- **Dependencies**: 1.1
`;

/** A document that is no plan. */
export const minutes = '# Minutes of the meeting\n\nWe agreed on blue. Version 1.2 is out.\n';

/** A workspace with one plan in a folder of its own. */
export const onePlan = { 'work-space/plans/PAYMENTS/PLAN_PAYMENTS.md': payments } as const;

/** The folder of that plan. */
export const folder = 'work-space/plans/PAYMENTS';
