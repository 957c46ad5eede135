/* Puts ECharts in the place of the pictures: values on hover, zoom, a click leads where the picture's point leads.
   Loaded after the page is painted; without it, or on a telephone, the pictures stay. A printed page has the pictures. */
(function () {
  "use strict";
  var library = document.currentScript.dataset.library;
  var WIDE = 720, KEY = "zhiheng.charts", HIGH = { trend: 320, map: 560 };

  function height(figure, option) {
    var kind = figure.dataset.kind;
    if (kind === "bars") { return 70 + 26 * option.yAxis.data.length; }
    if (kind === "multiples") { return 30 + 112 * option.rows; }
    if (kind === "tiles") { return 60 + 58 * option.rows; }
    return HIGH[kind];
  }

  function words(option) { /* what is plain data on the way here becomes what ECharts calls */
    var printed = function (point) { return point.data && point.data.printed ? point.data.printed : ""; };
    option.tooltip.formatter = function (point) { return point.data ? point.data.said : ""; };
    option.series.forEach(function (series) {
      if (series.label && series.label.show && series.type !== "map") { series.label.formatter = printed; }
      if (series.type === "map") {
        series.label.formatter = function (point) { return point.name + "\n" + (printed(point) || "暂无"); };
      }
    });
    return option;
  }

  function draw(echarts, figure) {
    var option = words(JSON.parse(figure.querySelector("script[type='application/json']").textContent));
    var still = figure.querySelector(".still"), live = document.createElement("div");
    live.className = "live";
    live.style.height = height(figure, option) + "px";
    live.setAttribute("role", "img");
    live.setAttribute("aria-label", figure.querySelector("h2").textContent + "。各数见数据表。");
    still.parentNode.insertBefore(live, still);
    if (option.shapes) { echarts.registerMap("office", option.shapes); }
    delete option.shapes;
    delete option.rows;
    var chart = echarts.init(live, null, { renderer: "canvas" });
    chart.setOption(option);
    chart.on("click", function (point) { if (point.data && point.data.link) { location.assign(point.data.link); } });
    window.addEventListener("resize", function () { chart.resize(); });
    still.hidden = true;
    offer(figure, live, still, chart);
  }

  function offer(figure, live, still, chart) {
    var change = document.createElement("button");
    change.type = "button";
    change.textContent = "静态图";
    change.addEventListener("click", function () {
      live.hidden = !live.hidden;
      still.hidden = !live.hidden;
      change.textContent = live.hidden ? "交互图" : "静态图";
      try { localStorage.setItem(KEY, live.hidden ? "still" : "live"); } catch (problem) { /* not kept, no harm */ }
      if (!live.hidden) { chart.resize(); }
    });
    figure.querySelector(".chart-ways").appendChild(change);
    var wish = "";
    try { wish = localStorage.getItem(KEY); } catch (problem) { wish = ""; }
    if (wish === "still") { change.click(); }
  }

  function start() {
    var figures = document.querySelectorAll("figure.chart");
    if (!library || !figures.length || window.innerWidth < WIDE) { return; }
    import(library).then(function (echarts) {
      figures.forEach(function (figure) { draw(echarts, figure); });
      document.documentElement.dataset.charts = "live";
    }).catch(function () { document.documentElement.dataset.charts = "still"; });
  }
  window.addEventListener("load", function () { (window.requestIdleCallback || setTimeout)(start); });
})();
