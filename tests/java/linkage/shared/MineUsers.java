import java.util.concurrent.Callable;

class MineCaller implements Callable<Object> {
    public Object call() { return MineMaker.make() != null; }
}

class MineCallerLater implements Callable<Object> {
    public Object call() {
        Object made = MineMaker.make();
        return new MineA().hashCode() + made.hashCode();
    }
}

class MineCallerEarlier implements Callable<Object> {
    Object own = new MineA();
    public Object call() { return MineMaker.make(); }
}

class MineReader implements Callable<Object> {
    Object own = new MineA();
    public Object call() { return new MineMaker().made; }
}

class MineInterfaceCaller implements Callable<Object> {
    Object own = new MineA();
    MineMakes maker;
    public Object call() { return maker.make(); }
}

class MineOverrider extends MineMaker implements Callable<Object> {
    @Override
    public MineA another(MineA a) { return a; }
    public Object call() { return another(null); }
}

class MineImplementer implements MineMakes, Callable<Object> {
    public MineA make() { return null; }
    public Object call() { return make(); }
}
