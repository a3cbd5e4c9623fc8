declare module '@words/nl.json' {
  const catalogue: Record<string, string>;
  export default catalogue;
}
declare module '@words/en.json' {
  const catalogue: Record<string, string>;
  export default catalogue;
}
declare module '*.css';
