/** Area under the ROC curve by ranks, ties counting half (Mann & Whitney 1947). NaN when a class is missing. */
export function auroc(scores: number[], labels: boolean[]): number {
  const order = scores.map((_, i) => i).sort((a, b) => scores[a] - scores[b])
  let ranks = 0
  for (let start = 0; start < order.length; ) {
    let end = start
    while (end < order.length && scores[order[end]] === scores[order[start]]) end++
    for (let i = start; i < end; i++) if (labels[order[i]]) ranks += (start + 1 + end) / 2
    start = end
  }
  const positives = labels.filter(Boolean).length
  return (ranks - (positives * (positives + 1)) / 2) / (positives * (labels.length - positives))
}
