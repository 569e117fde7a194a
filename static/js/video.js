// A video elsewhere is fetched when somebody taps its picture, and not before: until then nobody there is asked anything.
// Without this script the picture is a link to the video's own page.
for (const link of document.querySelectorAll("[data-player]")) {
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) {
      return; // to be opened in a tab of its own, as asked
    }
    event.preventDefault();
    const player = document.createElement("iframe");
    player.src = link.dataset.player;
    player.title = link.dataset.title;
    player.className = "video__player";
    player.allow = "autoplay; encrypted-media; fullscreen; picture-in-picture";
    player.allowFullscreen = true;
    player.referrerPolicy = "strict-origin-when-cross-origin"; // players refuse whoever does not say where they stand
    link.replaceWith(player);
    player.focus();
  });
}
