"use strict";
// Draws every <div class="chart" data-chart="ID"> from the JSON in the script element with that ID.
(function () {
  const charts = new Set();
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");

  function colours() {
    const style = getComputedStyle(document.documentElement);
    return ["accent", "amber", "green", "soft", "red"].map((name) => style.getPropertyValue(`--duikou-${name}`).trim());
  }

  // Large numbers at an axis as people say them: 5,000万, 2亿.
  function scaled(value) {
    const steps = document.documentElement.lang.startsWith("zh") ? [[1e8, "亿"], [1e4, "万"]] : [[1e9, "bn"], [1e6, "m"], [1e3, "k"]];
    const step = steps.find(([size]) => Math.abs(value) >= size);
    return step ? (value / step[0]).toLocaleString() + step[1] : value.toLocaleString();
  }

  function draw(element) {
    const source = document.getElementById(element.dataset.chart);
    if (!source || !window.echarts || echarts.getInstanceByDom(element)) return;
    const option = JSON.parse(source.textContent);
    option.color = option.color || colours();
    option.animation = !still.matches;
    option.textStyle = { fontFamily: getComputedStyle(document.body).fontFamily, ...option.textStyle };
    [].concat(option.yAxis || []).filter((axis) => axis.type === "value").forEach((axis) => { axis.axisLabel = { formatter: scaled }; });
    [].concat(option.series).filter((series) => series.type === "sankey").forEach((series) => { series.itemStyle = { color: option.color[0] }; });
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
