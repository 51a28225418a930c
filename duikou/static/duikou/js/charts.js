"use strict";
// Draws every <div class="chart" data-chart="ID"> from the JSON in the script element with that ID.
(function () {
  const charts = new Set();
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");

  function colours() {
    const style = getComputedStyle(document.documentElement);
    return ["accent", "amber", "green", "soft", "red"].map((name) => style.getPropertyValue(`--duikou-${name}`).trim());
  }

  function draw(element) {
    const source = document.getElementById(element.dataset.chart);
    if (!source || !window.echarts || echarts.getInstanceByDom(element)) return;
    const option = JSON.parse(source.textContent);
    option.color = option.color || colours();
    option.animation = !still.matches;
    option.textStyle = { fontFamily: getComputedStyle(document.body).fontFamily, ...option.textStyle };
    const chart = echarts.init(element, null, { renderer: "svg" });
    chart.setOption(option);
    charts.add(chart);
  }

  function drawAll() {
    charts.forEach((chart) => {
      if (chart.getDom().isConnected) return;
      chart.dispose();
      charts.delete(chart);
    });
    document.querySelectorAll(".chart[data-chart]").forEach(draw);
  }

  window.addEventListener("resize", () => charts.forEach((chart) => chart.resize()));
  document.addEventListener("htmx:afterSettle", drawAll);
  drawAll();
})();
