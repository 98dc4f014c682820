// What types and states of decisions are called, and what each means.
import type { DecisionStatus, DecisionType } from "../vocabulary.ts";

interface Term {
  readonly label: string;
  readonly meaning: string;
}

export const decisionTypeTerms: Readonly<Record<DecisionType, Term>> = {
  accession: { label: "Accession", meaning: "Whether somebody becomes a party." },
  "accession-step": {
    label: "Step of an accession",
    meaning: "One step on the way, such as setting up a working group.",
  },
  ratification: { label: "Ratification", meaning: "Whether signatories bring a signed text into force." },
  legislative: { label: "Legislation", meaning: "Whether a legislature passes or renews a law." },
  negotiation: { label: "Negotiation", meaning: "Whether talks end in a text that both sides accept." },
  proposal: { label: "Proposal", meaning: "Whether a plan is taken up at all." },
  withdrawal: { label: "Withdrawal", meaning: "Whether a party leaves." },
};

export const decisionStatusTerms: Readonly<Record<DecisionStatus, Term>> = {
  "not-started": { label: "Not started", meaning: "Nobody has put the question yet." },
  open: { label: "Open", meaning: "It is being decided." },
  stalled: { label: "Stalled", meaning: "It was put, and nothing moves." },
  carried: { label: "Carried", meaning: "It was decided for." },
  rejected: { label: "Rejected", meaning: "It was decided against." },
  lapsed: { label: "Lapsed", meaning: "The question no longer stands." },
};
