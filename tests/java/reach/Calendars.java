// SPDX-License-Identifier: Apache-2.0
// The calendars of java.time.chrono, by their classes and by names; what their data is read from.
import java.time.LocalDate;
import java.time.chrono.ChronoLocalDate;
import java.time.chrono.Chronology;
import java.time.chrono.HijrahDate;
import java.time.chrono.JapaneseDate;
import java.time.chrono.MinguoDate;
import java.time.chrono.ThaiBuddhistDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.TreeSet;

class Calendars {
    public static void main(String[] arguments) {
        LocalDate day = LocalDate.of(2026, 11, 26);
        System.out.println(HijrahDate.from(day) + " " + HijrahDate.of(1440, 9, 1).lengthOfMonth());
        System.out.println(JapaneseDate.from(day) + " " + JapaneseDate.of(1989, 1, 7).getEra());
        System.out.println(MinguoDate.from(day) + " " + ThaiBuddhistDate.from(day).get(ChronoField.YEAR));
        TreeSet<String> names = new TreeSet<>();
        for (Chronology chronology : Chronology.getAvailableChronologies())
            names.add(chronology.getId());
        System.out.println(names);
        for (String name : names) {
            ChronoLocalDate date = Chronology.of(name).date(day);
            System.out.println(date + " " + date.lengthOfYear() + " " + date.isLeapYear()
                + " " + date.format(DateTimeFormatter.ofPattern("d MMMM y G", Locale.ENGLISH)));
        }
    }
}
