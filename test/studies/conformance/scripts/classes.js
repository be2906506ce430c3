// Classes: constructor, methods, inheritance, static
class A{constructor(x){this.x=x}get(){return this.x}static make(x){return new A(x)}}
class B extends A{constructor(){super(7);this.y=1}get(){return super.get()+this.y}}
print(new A(5).get(),new B().get(),A.make(2).x,new B() instanceof A,new A(1) instanceof B);
