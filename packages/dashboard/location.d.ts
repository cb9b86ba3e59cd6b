/** Absolute path of the built pages: `index.html`, `assets/` (names carry a content hash), a few unhashed files. */
export declare const dashboardFolder: string;
