import init from "./__init__.py?raw";

export const files = {
  "markupsafe/__init__.py": init,
};
