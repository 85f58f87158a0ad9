declare module 'pouchdb-find' {
  const plugin: unknown;
  export default plugin;
}
