// Draws the table of each figure as a chart. Without it the tables say the same.
(function () {
  'use strict';
  var HEIGHT = 220;
  var NAMED = { permit: '--permit', defer: '--defer', deny: '--deny' };
  var OTHERS = ['--permit', '--deny', '--defer', '--accent', '--quiet', '--line'];

  function colour(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }

  function read(table) {
    var heads = Array.from(table.tHead.rows[0].cells).slice(1);
    var rows = Array.from(table.tBodies[0].rows);
    return {
      names: heads.map(function (it) { return it.textContent.trim(); }),
      colours: heads.map(function (it, i) { return NAMED[it.dataset.colour] || OTHERS[i % OTHERS.length]; }),
      labels: rows.map(function (it) { return it.cells[0].textContent.trim(); }),
      columns: heads.map(function (_, i) {
        return rows.map(function (it) { return Number(it.cells[i + 1].textContent); });
      })
    };
  }

  // The year stands in the table.
  function short(label) {
    return /^\d{4}-\d\d-\d\d$/.test(label) ? label.slice(5) : label;
  }

  function stacked(columns) {
    return columns.map(function (_, i) {
      return columns[0].map(function (_, row) {
        var sum = 0;
        for (var below = 0; below <= i; below++) sum += columns[below][row];
        return sum;
      });
    });
  }

  function axis(values) {
    return {
      stroke: colour('--quiet'), grid: { stroke: colour('--hair'), width: 1 }, ticks: { show: false },
      values: values, size: values ? 30 : 60
    };
  }

  function options(figure, place, read) {
    var bars = figure.dataset.chart === 'stacked';
    var series = read.names.map(function (name, i) {
      var own = colour(read.colours[i]);
      return bars
        ? { label: name, fill: own, stroke: own, width: 0, points: { show: false },
            paths: uPlot.paths.bars({ size: [0.75, 48] }) }
        : { label: name, stroke: own, width: 2, dash: i % 2 ? [6, 4] : undefined, points: { show: false } };
    });
    return {
      width: Math.max(200, place.clientWidth - 16), height: HEIGHT, legend: { show: false }, cursor: { show: false },
      scales: { x: { time: false, range: function (_, min, max) { return [min - 0.6, max + 0.6]; } },
                y: { range: function (_, min, max) { return [0, Math.max(1, max) * 1.05]; } } },
      axes: [axis(function (_, places) {
        return places.map(function (it) { return short(Number.isInteger(it) && read.labels[it] || ''); });
      }), axis()],
      // What stands in front is drawn last: the smallest sum.
      series: [{}].concat(bars ? series.reverse() : series)
    };
  }

  function data(figure, read) {
    var places = read.labels.map(function (_, i) { return i; });
    return [places].concat(figure.dataset.chart === 'stacked' ? stacked(read.columns).reverse() : read.columns);
  }

  function legend(read) {
    var list = document.createElement('ul');
    list.className = 'legend';
    read.names.forEach(function (name, i) {
      var item = list.appendChild(document.createElement('li'));
      var key = item.appendChild(document.createElement('span'));
      key.className = 'key';
      key.style.backgroundColor = colour(read.colours[i]);
      item.appendChild(document.createTextNode(name));
    });
    return list;
  }

  function draw(figure) {
    var old = figure.querySelector('.drawn');
    if (old) old.remove();
    var seen = read(figure.querySelector('table'));
    if (!seen.labels.length) return;
    var drawn = document.createElement('div');
    drawn.className = 'drawn';
    drawn.setAttribute('aria-hidden', 'true');
    var place = drawn.appendChild(document.createElement('div'));
    place.className = 'plot';
    drawn.appendChild(legend(seen));
    figure.prepend(drawn);
    new uPlot(options(figure, place, seen), data(figure, seen), place);
  }

  function all() {
    document.querySelectorAll('figure[data-chart]').forEach(draw);
  }

  document.querySelectorAll('figure[data-chart] details').forEach(function (it) { it.open = false; });
  all();
  var width = innerWidth;
  addEventListener('resize', function () { if (innerWidth !== width) { width = innerWidth; all(); } });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', all);
  // A page of a job under way looks again by itself.
  var waiting = document.querySelector('[data-again]');
  if (waiting) setTimeout(function () { location.reload(); }, Number(waiting.dataset.again) * 1000);
})();
