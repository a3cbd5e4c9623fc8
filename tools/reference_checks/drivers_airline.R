# Reference numbers of the airline file for goud drivers: base R and sandwich. 0 means not applicable.
# Rscript tools/reference_checks/drivers_airline.R [FOLDER_WITH_DATA]
folder <- commandArgs(TRUE); folder <- if (length(folder)) folder[1] else "../shared/data"
d <- read.csv(xzfile(file.path(folder, "airline/airline_passenger_satisfaction.csv.xz")), check.names=FALSE)
v <- c("Seat Comfort","Leg Room Service","Cleanliness","Food and Drink","In-flight Wifi Service","In-flight Entertainment","Baggage Handling","Check-in Service","Online Boarding","Gate Location","On-board Service","Ease of Online Booking","Departure and Arrival Time Convenience","In-flight Service")
x <- d[v]; x[x==0] <- NA; y <- as.numeric(d$Satisfaction=="Satisfied"); ok <- complete.cases(x); x<-x[ok,]; y<-y[ok]
f <- lm(y~., x); cat(nrow(x), sprintf("%.15g", summary(f)$r.squared), "\n"); cat(sprintf("%.12g", coef(f)[2]), sprintf("%.12g", confint(f)[2,]), "\n")
s <- sqrt(sandwich::vcovHC(f,"HC3")[2,2]); cat(sprintf("%.12g", coef(f)[2]+c(-1,1)*qt(.975,f$df.residual)*s), "\n")
g <- glm(y~., binomial, x); cat(sprintf("%.10g", coef(g)[2]), sprintf("%.10g", as.numeric(logLik(g))), "\n")
R <- cor(cbind(x,y)); p<-14
# LMG by the definition from correlations of all subsets
r2 <- numeric(2^p); for (b in 1:(2^p-1)) { s<-which(bitwAnd(b,2^(0:(p-1)))>0); r<-R[s,15]; r2[b+1]<-sum(r*solve(R[s,s],r)) }
I<-sapply(1:p,function(j){ b<-0:(2^p-1); b<-b[bitwAnd(b,2^(j-1))==0]; k<-sapply(b,function(z) sum(bitwAnd(z,2^(0:(p-1)))>0)); sum(factorial(k)*factorial(p-1-k)/factorial(p)*(r2[b+2^(j-1)+1]-r2[b+1]))})
cat(sprintf("%.12g",I),"\n")
