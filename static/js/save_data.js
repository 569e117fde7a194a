// Hemat data: a picture comes into its place when it is asked for. Without this file its link opens it.

document.addEventListener("click", (event) => {
  const offer = event.target.closest("a[data-picture]");
  if (!offer || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const picture = offer.querySelector("template").content;
  for (const image of picture.querySelectorAll("img")) image.loading = "eager";
  offer.replaceWith(picture);
});
