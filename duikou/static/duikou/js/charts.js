"use strict";
// Draws every <div class="chart" data-chart="ID"> from the JSON in the script element with that ID.
(function () {
  function draw(element) {
    const source = document.getElementById(element.dataset.chart);
    if (!source || !window.echarts) return;
    const option = JSON.parse(source.textContent);
    const accent = getComputedStyle(document.documentElement).getPropertyValue("--duikou-accent").trim();
    option.color = option.color || [accent, "#8a6d3b", "#5b7083", "#a23b3b"];
    option.animation = !window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const chart = echarts.init(element, null, { renderer: "svg" });
    chart.setOption(option);
    window.addEventListener("resize", () => chart.resize());
  }
  document.querySelectorAll(".chart[data-chart]").forEach(draw);
})();
