import hooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["build/**", "node_modules/**"] },
  ...tseslint.configs.recommendedTypeChecked.map((config) => ({ ...config, files: ["**/*.ts", "**/*.tsx"] })),
  {
    // Tests look into answers of every shape, broken ones too.
    files: [
      "**/tests/**/*.ts",
      "app/**/*.test.ts",
      "bench/**/*.ts",
      "support/**/*.ts",
      "e2e/**/*.ts",
      "db/**/*.test.ts",
      "*.test.ts",
    ],
    rules: Object.fromEntries(
      ["assignment", "member-access", "call", "argument", "return"].map((name) => [
        `@typescript-eslint/no-unsafe-${name}`,
        "off",
      ]),
    ),
  },
  {
    files: ["**/*.ts", "**/*.tsx"],
    plugins: { "react-hooks": hooks },
    languageOptions: { parserOptions: { project: "../tsconfig.json", tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "@typescript-eslint/await-thenable": "off",
      ...hooks.configs.recommended.rules,
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_", ignoreRestSiblings: true },
      ],
      "@typescript-eslint/no-floating-promises": "error",
      // A thrown Response is how Remix is told.
      "@typescript-eslint/only-throw-error": [
        "error",
        {
          allow: [
            { from: "lib", name: "Response" },
            { from: "package", name: ["TypedResponse"], package: "@remix-run/server-runtime" },
          ],
          allowThrowingUnknown: true,
          allowThrowingAny: true,
        },
      ],
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: { attributes: false } }],
      "@typescript-eslint/restrict-template-expressions": "off",
      "@typescript-eslint/no-non-null-assertion": "off",
      // These two ask for ceremony and find nothing here: methods are never torn off, and forms hold text.
      "@typescript-eslint/unbound-method": "off",
      "@typescript-eslint/no-base-to-string": "off",
      "@typescript-eslint/no-unnecessary-type-assertion": "off",
      "@typescript-eslint/require-await": "off",
    },
  },
);
