// One file that can be opened from a disk; the history of other runs is no part of it.
export default {
  name: "sipgate-compat",
  output: process.env.ALLURE_OUTPUT,
  plugins: { awesome: { options: { singleFile: true, reportLanguage: "en", groupBy: ["story"] } } },
};
