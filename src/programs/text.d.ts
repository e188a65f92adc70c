declare module "*?raw" {
  const text: string;
  // biome-ignore lint/style/noDefaultExport: what the bundlers export
  export default text;
}
