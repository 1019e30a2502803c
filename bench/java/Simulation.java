// SPDX-License-Identifier: Apache-2.0
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/** Objects with state: customers pass through stations, driven by a queue of events. */
public final class Simulation {
    private abstract static class Event implements Comparable<Event> {
        final long time;

        Event(long time) {
            this.time = time;
        }

        abstract void happen(Simulation world);

        @Override
        public int compareTo(Event other) {
            return Long.compare(time, other.time);
        }
    }

    private static final class Customer {
        private final int id;
        private int visits;
        private long waited;

        Customer(int id) {
            this.id = id;
        }

        int getId() {
            return id;
        }

        int getVisits() {
            return visits;
        }

        void visit(long wait) {
            visits++;
            waited += wait;
        }
    }

    private static final class Arrival extends Event {
        final Customer customer;
        final Station station;

        Arrival(long time, Customer customer, Station station) {
            super(time);
            this.customer = customer;
            this.station = station;
        }

        @Override
        void happen(Simulation world) {
            station.enter(world, customer, time);
        }
    }

    private static final class Departure extends Event {
        final Station station;

        Departure(long time, Station station) {
            super(time);
            this.station = station;
        }

        @Override
        void happen(Simulation world) {
            station.leave(world, time);
        }
    }

    private static final class Station {
        final int cost;
        Station next;
        final ArrayDeque<Customer> line = new ArrayDeque<>();
        long since;

        Station(int cost) {
            this.cost = cost;
        }

        void enter(Simulation world, Customer customer, long now) {
            line.add(customer);
            if (line.size() == 1) begin(world, now);
        }

        void begin(Simulation world, long now) {
            since = now;
            world.events.add(new Departure(now + cost + line.peek().getId() % 3, this));
        }

        void leave(Simulation world, long now) {
            Customer customer = line.remove();
            customer.visit(now - since);
            if (customer.getVisits() < 6) world.events.add(new Arrival(now + 1, customer, next));
            if (!line.isEmpty()) begin(world, now);
        }
    }

    private final PriorityQueue<Event> events = new PriorityQueue<>();

    private long run() {
        List<Station> stations = new ArrayList<>();
        for (int i = 0; i < 5; i++) stations.add(new Station(3 + i % 2));
        for (int i = 0; i < 5; i++) stations.get(i).next = stations.get((i + 1) % 5);
        List<Customer> customers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            customers.add(new Customer(i));
            events.add(new Arrival(i, customers.get(i), stations.get(i % 5)));
        }
        long last = 0;
        for (Event event; (event = events.poll()) != null; last = event.time) event.happen(this);
        for (Customer customer : customers) last = last * 3 + customer.waited;
        return last;
    }

    public static void main(String[] args) {
        long sum = 0;
        for (int round = Bench.rounds(5); round > 0; round--) sum += new Simulation().run() ^ round;
        Bench.done(sum);
    }
}
