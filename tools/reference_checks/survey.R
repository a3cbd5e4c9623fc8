# Raking, post-stratification, trimming and linearised errors by R's survey package:
#   tools/reference_checks/survey.R > tests/reference/survey.json
# Data: apistrat (200 schools of California, stratified), $GOUD_DATA/survey_raking/apistrat.csv; margins from apipop.
suppressPackageStartupMessages(library(survey))
folder <- Sys.getenv("GOUD_DATA", "../shared/data")
schools <- read.csv(file.path(folder, "survey_raking", "apistrat.csv"), check.names = FALSE)
data(api)
number <- function(x) sprintf("%.15g", x)
list_of <- function(x) paste0("[", paste(number(x), collapse = ", "), "]")
margin <- function(column) { t <- table(apipop[[column]]); paste0("{", paste(sprintf('"%s": %d', names(t), as.vector(t)), collapse = ", "), "}") }
pop <- function(column) { t <- as.data.frame(table(apipop[[column]])); names(t) <- c(column, "Freq"); t }
tight <- list(maxit = 1000, epsilon = 1e-9, verbose = FALSE)

plain <- svydesign(id = ~1, weights = rep(1, 200), data = schools)
designed <- svydesign(id = ~1, weights = ~pw, data = schools)
rake_of <- function(design) rake(design, list(~stype, ~sch.wide, ~awards), list(pop("stype"), pop("sch.wide"), pop("awards")), control = tight)
raked <- weights(rake_of(plain)); raked_pw <- weights(rake_of(designed))
stratified <- weights(postStratify(designed, ~sch.wide, pop("sch.wide")))
# Truncated raking: weights of mean 1 between bounds that meet the margins and are nearest to 1 (Deville and Sarndal's raking
# with bounds on the weight itself), here by minimising its convex dual; survey's calibrate does not converge on it.
lowest <- 0.42; highest <- 1.48
X <- model.matrix(~stype + sch.wide + awards, schools)
wanted <- 200 * colMeans(model.matrix(~stype + sch.wide + awards, apipop))
weight_of <- function(u) pmin(pmax(exp(u), lowest), highest)
area <- function(u) ifelse(u < log(lowest), lowest * (1 + u - log(lowest)), ifelse(u > log(highest), highest * (1 + u - log(highest)), exp(u)))
at <- rep(0, ncol(X))
for (i in 1:50) at <- optim(at, function(l) sum(area(X %*% l)) - sum(l * wanted), function(l) as.vector(t(X) %*% weight_of(X %*% l)) - wanted,
                            method = "BFGS", control = list(reltol = 1e-16, maxit = 5000))$par
bounded <- as.vector(weight_of(X %*% at))
stopifnot(max(abs(t(X) %*% bounded - wanted)) < 1e-6)

strat <- svydesign(id = ~1, strata = ~stype, weights = ~pw, data = schools, fpc = ~fpc)
told <- function(name, x) sprintf('  "%s": {"value": %s, "error": %s}', name, number(coef(x)), number(SE(x)))
m <- svymean(~api00, strat, deff = TRUE)
replaced <- svydesign(id = ~1, strata = ~stype, weights = ~pw, data = schools)
clustered <- svydesign(id = ~dnum, weights = ~pw, data = schools)
nested <- svydesign(id = ~dnum, strata = ~stype, weights = ~pw, data = schools, nest = TRUE)
cat("{\n", sprintf('  "origin": "tools/reference_checks/survey.R, R %s, survey %s",\n', getRversion(), packageVersion("survey")),
    sprintf('  "margins": {"stype": %s, "sch.wide": %s, "awards": %s},\n', margin("stype"), margin("sch.wide"), margin("awards")),
    sprintf('  "raked": %s,\n', list_of(raked / mean(raked))), sprintf('  "raked_from_pw": %s,\n', list_of(raked_pw / mean(raked_pw))),
    sprintf('  "post_stratified_from_pw": %s,\n', list_of(stratified / mean(stratified))), sprintf('  "bounds": [%g, %g],\n  "bounded": %s,\n', lowest, highest, list_of(bounded)),
    paste(c(told("mean", m), sprintf('  "deff": %s', number(deff(m))), told("total", svytotal(~enroll, strat)), told("mean_without_fpc", svymean(~api00, replaced)),
            told("mean_clustered", svymean(~api00, clustered)), told("total_clustered", svytotal(~enroll, clustered)),
            sprintf('  "freedom_clustered": %d', degf(clustered)), sprintf('  "freedom": %d', degf(strat)),
            sprintf('  "t_interval": %s', list_of(confint(svymean(~api00, strat), df = degf(strat))))), collapse = ",\n"), "\n}\n", sep = "")
