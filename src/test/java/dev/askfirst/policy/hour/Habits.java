package dev.askfirst.policy.hour;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Made-up people whose habits drift: each acts around a few hours of their own, which wander over the year, and now and then at any. */
final class Habits {

    private static final LocalDateTime BEGIN = LocalDateTime.of(2024, 1, 1, 0, 0);
    private static final int WEEKS = 104;

    /** One thing that somebody does: on some days, around an hour that wanders. */
    private record Habit(boolean weekend, double hour, double driftAWeek, double spread, double share) {}

    private Habits() {}

    /** What each of so many people did in two years, in order. */
    static List<List<LocalDateTime>> of(int people, Random random) {
        var all = new ArrayList<List<LocalDateTime>>();
        for (var i = 0; i < people; i++) all.add(one(random));
        return all;
    }

    private static List<LocalDateTime> one(Random random) {
        var habits = new ArrayList<Habit>();
        for (var some = 1 + random.nextInt(3); some > 0; some--) {
            habits.add(new Habit(
                    random.nextInt(3) == 0,
                    7 + 15 * random.nextDouble(),
                    (random.nextDouble() - 0.5) * 8 / WEEKS,
                    0.5 + 1.5 * random.nextDouble(),
                    0.3 + random.nextDouble()));
        }
        var aWeek = 0.7 + 2.5 * random.nextDouble();
        var acts = new ArrayList<LocalDateTime>();
        for (var week = 0; week < WEEKS; week++) {
            for (var some = poisson(aWeek, random); some > 0; some--) acts.add(act(habits, week, random));
        }
        acts.sort(null);
        return acts;
    }

    /** One of five acts is at any waking hour of any day. */
    private static LocalDateTime act(List<Habit> habits, int week, Random random) {
        var monday = BEGIN.plusWeeks(week);
        if (random.nextInt(5) == 0)
            return monday.plusDays(random.nextInt(7)).plusMinutes(7 * 60 + random.nextInt(16 * 60));
        var habit = pick(habits, random);
        var day = habit.weekend() ? 5 + random.nextInt(2) : random.nextInt(5);
        var hour = habit.hour() + habit.driftAWeek() * week + habit.spread() * random.nextGaussian();
        return monday.plusDays(day).plusMinutes(Math.clamp((long) (hour * 60), 0, 24 * 60 - 1));
    }

    private static Habit pick(List<Habit> habits, Random random) {
        var at = random.nextDouble() * habits.stream().mapToDouble(Habit::share).sum();
        for (var habit : habits) {
            at -= habit.share();
            if (at <= 0) return habit;
        }
        return habits.getLast();
    }

    private static int poisson(double mean, Random random) {
        var limit = Math.exp(-mean);
        var count = 0;
        for (var product = random.nextDouble(); product > limit; product *= random.nextDouble()) count++;
        return count;
    }
}
