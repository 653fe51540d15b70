// Draws the table of each figure as a chart. Without it the tables say the same.
(function () {
  'use strict';
  var HEIGHT = 250;
  var NAMED = { permit: '--permit', defer: '--defer', deny: '--deny' };
  var TOPICS = ['--topic-1', '--topic-2', '--topic-3', '--topic-4', '--topic-5', '--topic-6'];
  var CURVES = ['--curve-1', '--curve-2', '--curve-3', '--curve-4'];
  var DASHES = [[], [8, 4], [2, 4], [10, 3, 2, 3]];

  function colour(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }

  function isStacked(figure) {
    return figure.dataset.chart === 'stacked';
  }

  // Columns that are no part of the chart, such as shares beside counts, are marked.
  function read(figure) {
    var table = figure.querySelector('table');
    var all = Array.from(table.tHead.rows[0].cells);
    var heads = all.slice(1).filter(function (it) { return it.dataset.colour !== 'none'; });
    var others = isStacked(figure) ? TOPICS : CURVES;
    var rows = Array.from(table.tBodies[0].rows);
    return {
      names: heads.map(function (it) { return it.textContent.trim(); }),
      colours: heads.map(function (it, i) { return NAMED[it.dataset.colour] || others[i % others.length]; }),
      dashes: heads.map(function (_, i) { return DASHES[i % DASHES.length]; }),
      x: all[0].textContent.trim(),
      y: figure.dataset.unit || '',
      labels: rows.map(function (it) { return it.cells[0].textContent.trim(); }),
      columns: heads.map(function (head) {
        return rows.map(function (it) { return Number(it.cells[head.cellIndex].textContent.replace(/[^\d.-]/g, '')); });
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
        // Nothing has no bar, and so no edge.
        return sum || null;
      });
    });
  }

  // Every axis says what it counts, and in what.
  function axis(title, values) {
    return {
      stroke: colour('--quiet'), grid: { stroke: colour('--hair'), width: 1 }, ticks: { show: false },
      values: values, size: values ? 30 : 60, label: title, labelSize: 22, labelGap: 2, labelFont: '12px system-ui, sans-serif'
    };
  }

  function options(figure, place, read) {
    var bars = isStacked(figure);
    var series = read.names.map(function (name, i) {
      var own = colour(read.colours[i]);
      return bars
        ? { label: name, fill: own, stroke: colour('--ink'), width: 1, points: { show: false },
            paths: uPlot.paths.bars({ size: [0.75, 48] }) }
        : { label: name, stroke: own, width: 2, dash: read.dashes[i], points: { show: false } };
    });
    return {
      width: Math.max(200, place.clientWidth - 16), height: HEIGHT, legend: { show: false }, cursor: { show: false },
      scales: { x: { time: false, range: function (_, min, max) { return [min - 0.6, max + 0.6]; } },
                y: { range: function (_, min, max) { return [0, Math.max(1, max) * 1.05]; } } },
      axes: [axis(read.x, function (_, places) {
        return places.map(function (it) { return short(Number.isInteger(it) && read.labels[it] || ''); });
      }), axis(read.y)],
      // What stands in front is drawn last: the smallest sum.
      series: [{}].concat(bars ? series.reverse() : series)
    };
  }

  function data(figure, read) {
    var places = read.labels.map(function (_, i) { return i; });
    return [places].concat(isStacked(figure) ? stacked(read.columns).reverse() : read.columns);
  }

  function legend(figure, read) {
    var list = document.createElement('ul');
    list.className = 'legend';
    read.names.forEach(function (name, i) {
      var item = list.appendChild(document.createElement('li'));
      var key = item.appendChild(document.createElement('span'));
      key.className = isStacked(figure) ? 'key' : 'key curve';
      if (isStacked(figure)) key.style.backgroundColor = colour(read.colours[i]);
      else {
        key.style.borderColor = colour(read.colours[i]);
        key.style.borderTopStyle = ['solid', 'dashed', 'dotted', 'double'][i % 4];
      }
      item.appendChild(document.createTextNode(name));
    });
    return list;
  }

  function draw(figure) {
    var old = figure.querySelector('.drawn');
    if (old) old.remove();
    var seen = read(figure);
    if (!seen.labels.length) return;
    var drawn = document.createElement('div');
    drawn.className = 'drawn';
    drawn.setAttribute('aria-hidden', 'true');
    drawn.dataset.x = seen.x;
    drawn.dataset.y = seen.y;
    var place = drawn.appendChild(document.createElement('div'));
    place.className = 'plot';
    drawn.appendChild(legend(figure, seen));
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
