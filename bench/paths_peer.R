# The same replicates by hand in R: paths_peer.R FILE REPLICATES. Prints seconds on the clock and of the processor, the first path, its limits.
given <- commandArgs(TRUE)
X <- as.matrix(read.csv(given[1], header = FALSE)); replicates <- as.integer(given[2])
k <- 6; block <- rep(1:k, each = 4); inside <- outer(block, 1:k, "==")
from <- c(1, 2, 3, 2, 4, 1, 4, 5); to <- c(4, 4, 4, 5, 5, 6, 6, 6)
into <- lapply(1:k, function(b) from[to == b]); out <- lapply(1:k, function(b) to[from == b])
fit <- function(R) {
  unit <- function(W) W / rep(sqrt(colSums(W * (R %*% W))), each = nrow(W))
  W <- unit(inside * 1); change <- 1
  repeat {
    V <- R %*% W; C <- crossprod(W, V); E <- matrix(0, k, k)
    for (b in 1:k) {
      i <- into[[b]]; o <- out[[b]]
      if (length(i)) E[i, b] <- solve(C[i, i, drop = FALSE], C[i, b])
      if (length(o)) E[o, b] <- C[o, b]
    }
    new <- unit((V %*% E) * inside); before <- change; change <- sum(abs(new - W)); W <- new
    if (before < 1e-7 && change < 1e-7) break
  }
  C <- crossprod(W, R %*% W)
  unlist(lapply(1:k, function(b) if (length(into[[b]])) solve(C[into[[b]], into[[b]], drop = FALSE], C[into[[b]], b])))
}
set.seed(1); began <- proc.time()
path <- fit(cor(X))[1]
drawn <- replicate(replicates, fit(cor(X[sample.int(nrow(X), replace = TRUE), ])))
spent <- proc.time() - began
limits <- quantile(drawn[1, ], c(.025, .975))
cat(sprintf('{"wall": %.4f, "cpu": %.4f, "path": %.15g, "low": %.6f, "high": %.6f}\n', spent[["elapsed"]], spent[["user.self"]] + spent[["sys.self"]], path, limits[[1]], limits[[2]]))
