/** A number as a sentence needs it. */
export interface Count {
  /** With the language's digits and separators: 1,000. */
  readonly text: string;
  /** Which of the language's forms goes with it, by CLDR's plural rules. */
  readonly form: Intl.LDMLPluralRule;
}

/** A noun by the form that a number asks for; a language names those that it has. */
export type NounForms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

/** "1,000 rooms": the number, and the noun in the form that it asks for. */
export function counted({ text, form }: Count, noun: NounForms): string {
  return `${text} ${noun[form] ?? noun.other}`;
}
