# Path models by hand in R, on the rows themselves: tools/reference_checks/pls.R > tests/reference/pls.json
# Data: the mobi survey (ECSI, 250 customers of mobile telephones), $GOUD_DATA/ecsi_mobi/mobi.csv.
folder <- Sys.getenv("GOUD_DATA", "../shared/data")
mobi <- read.csv(file.path(folder, "ecsi_mobi", "mobi.csv"))

pls <- function(data, blocks, arrows, scheme, mode = rep("A", length(blocks))) {
  items <- unlist(blocks)
  X <- scale(as.matrix(data[, items]))
  k <- length(blocks)
  from <- match(arrows[, 1], names(blocks)); to <- match(arrows[, 2], names(blocks))
  W <- sapply(blocks, function(b) as.numeric(items %in% b))
  inside <- W > 0
  unit <- function(W) sweep(W, 2, apply(X %*% W, 2, sd), "/")
  W <- unit(W); change <- 1
  for (update in 1:300) {
    Y <- X %*% W; C <- cor(Y); E <- matrix(0, k, k)
    for (b in 1:k) {
      into <- from[to == b]; out <- to[from == b]; near <- c(into, out)
      if (scheme == "path") {
        if (length(into)) E[into, b] <- coef(lm.fit(Y[, into, drop = FALSE], Y[, b]))
        if (length(out)) E[out, b] <- C[out, b]
      } else E[near, b] <- if (scheme == "centroid") sign(C[near, b]) else C[near, b]
    }
    Z <- Y %*% E; next_W <- W * 0
    for (b in 1:k) {
      rows <- which(inside[, b])
      next_W[rows, b] <- if (mode[b] == "A") cor(X[, rows], Z[, b]) else coef(lm.fit(X[, rows, drop = FALSE], Z[, b]))
    }
    next_W <- unit(next_W); before <- change; change <- sum(abs(next_W - W)); W <- next_W
    if (before < 1e-7 && change < 1e-7) break
  }
  for (b in 1:k) if (sum(cor(X[, inside[, b]], X %*% W[, b])) < 0) W[, b] <- -W[, b]
  Y <- X %*% W; B <- matrix(0, k, k)
  for (b in 1:k) { into <- from[to == b]; if (length(into)) B[into, b] <- coef(lm.fit(Y[, into, drop = FALSE], Y[, b])) }
  total <- B; power <- B
  for (i in 1:k) { power <- power %*% B; total <- total + power }
  r2 <- sapply(1:k, function(b) { into <- from[to == b]; if (length(into)) summary(lm(Y[, b] ~ Y[, into]))$r.squared else NA })
  R <- abs(cor(X))
  inner <- sapply(blocks, function(b) if (length(b) > 1) mean(R[b, b][upper.tri(R[b, b])]) else NA)
  htmt <- outer(1:k, 1:k, Vectorize(function(a, b) if (a == b) NA else mean(R[blocks[[a]], blocks[[b]]]) / sqrt(inner[a] * inner[b])))
  list(updates = update, weights = W[cbind(1:length(items), rep(1:k, lengths(blocks)))],
       loadings = sapply(1:length(items), function(i) cor(X[, i], Y[, rep(1:k, lengths(blocks))[i]])),
       arrows = B[cbind(from, to)], totals = as.vector(t(total)), r2 = r2, htmt = as.vector(t(htmt)))
}

simple <- list(Image = paste0("IMAG", 1:5), Expectation = paste0("CUEX", 1:3), Value = paste0("PERV", 1:2), Satisfaction = paste0("CUSA", 1:3))
to_one <- cbind(c("Image", "Expectation", "Value"), "Satisfaction")
full <- list(Image = paste0("IMAG", 1:5), Expectation = paste0("CUEX", 1:3), Quality = paste0("PERQ", 1:7), Value = paste0("PERV", 1:2),
             Satisfaction = paste0("CUSA", 1:3), Complaints = "CUSCO", Loyalty = paste0("CUSL", 1:3))
ways <- rbind(c("Image", "Expectation"), c("Image", "Satisfaction"), c("Image", "Loyalty"), c("Expectation", "Quality"), c("Expectation", "Value"),
              c("Expectation", "Satisfaction"), c("Quality", "Value"), c("Quality", "Satisfaction"), c("Value", "Satisfaction"),
              c("Satisfaction", "Complaints"), c("Satisfaction", "Loyalty"), c("Complaints", "Loyalty"))
formed <- c("B", rep("A", 6))

text <- function(x) paste0("[", paste(ifelse(is.na(x), "null", sprintf("%.15g", x)), collapse = ", "), "]")
case <- function(name, fit) sprintf('  "%s": {"updates": %d,\n    "weights": %s,\n    "loadings": %s,\n    "arrows": %s,\n    "totals": %s,\n    "r2": %s,\n    "htmt": %s}',
  name, fit$updates, text(fit$weights), text(fit$loadings), text(fit$arrows), text(fit$totals), text(fit$r2), text(fit$htmt))
# The index as satisfaction indices are told, scale 1..10, of the path scheme's Satisfaction.
fit <- pls(mobi, simple, to_one, "path")
raw <- fit$weights[11:13] / apply(mobi[, simple$Satisfaction], 2, function(x) sqrt(mean((x - mean(x))^2)))
index <- 100 * sum(raw * (colMeans(mobi[, simple$Satisfaction]) - 1)) / (9 * sum(raw))
cat("{\n", sprintf('  "origin": "tools/reference_checks/pls.R, R %s, on the mobi data",\n', getRversion()), sprintf('  "index_of_satisfaction": %.15g,\n', index),
    paste(c(case("simple_path", fit), case("simple_factorial", pls(mobi, simple, to_one, "factorial")), case("simple_centroid", pls(mobi, simple, to_one, "centroid")),
            case("full_path", pls(mobi, full, ways, "path")), case("full_factorial", pls(mobi, full, ways, "factorial")), case("full_centroid", pls(mobi, full, ways, "centroid")),
            case("full_path_image_formed", pls(mobi, full, ways, "path", formed))), collapse = ",\n"), "\n}\n", sep = "")
