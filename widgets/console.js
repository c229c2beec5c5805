export default { render({ el }) { el.textContent = "console"; } };
