/** The part of xml-encryption that the comparison uses; the package has no types of its own. */
declare module 'xml-encryption' {
  export function decrypt(
    xml: string | object,
    options: { key: string; disallowDecryptionWithInsecureAlgorithm?: boolean },
    callback: (error: Error | null, plain: string) => void,
  ): void;
}
